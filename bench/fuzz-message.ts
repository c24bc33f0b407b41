/** What a thread of the fuzzer says: what it tries, what kind of reading was new, what it found. */
export type FuzzMessage =
  | { readonly kind: 'trying'; readonly name: string; readonly bytes: Uint8Array }
  | { readonly kind: 'kind'; readonly reading: string }
  | { readonly kind: 'find'; readonly name: string; readonly bytes: Uint8Array; readonly breach: string }

export function isFuzzMessage(message: unknown): message is FuzzMessage {
  return typeof message === 'object' && message !== null && 'kind' in message
}
