/** The formats that only wrap another, one line each, and what takes it out. Loaded when the first of a format comes. */
import type { RefusedFormat } from './opened-format.ts'
import type { Unwrapped } from './unwrapped.ts'

type Unwrap = (bytes: Uint8Array, most: number) => Unwrapped | RefusedFormat | null

const WRAPPINGS: Readonly<Record<string, () => Promise<Unwrap>>> = {
  'web-record': async () => (await import('./web-record/index.ts')).unwrapRecord,
  html: async () => (await import('./yahoo/index.ts')).unwrapPage,
  'yahoo-message': async () => (await import('./yahoo/index.ts')).unwrapMessage,
}

/** Null for what wraps nothing. `most` is how many bytes may be inside. */
export async function unwrap(
  format: string,
  bytes: Uint8Array,
  most: number,
): Promise<Unwrapped | RefusedFormat | null> {
  const load = Object.hasOwn(WRAPPINGS, format) ? WRAPPINGS[format] : undefined
  if (load === undefined) return null
  const open = await load()
  return open(bytes, most)
}
