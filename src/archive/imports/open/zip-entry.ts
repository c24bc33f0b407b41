/** What an entry of a zip file says of itself: why it is not read, and whether the whole is a document and no container. */
import type { RefusalCode } from '../../../intake/codes.ts'
import { DEFLATED, STORED } from '../../../intake/formats/zip/index.ts'
import { MAX_RATIO, RATIO_MATTERS_FROM } from './bounds.ts'
import { isSafeName } from './entry-name.ts'

interface Packing {
  readonly method: number
  readonly isEncrypted: boolean
  readonly packedSize: number
  readonly size: number
}

export function findProblem(
  { method, isEncrypted, packedSize, size }: Packing,
  name: string,
): { readonly code: RefusalCode; readonly why: string } | null {
  if (!isSafeName(name)) {
    return { code: 'unsafe-name', why: 'its name leads out of the container; the container itself is kept' }
  }
  if (isEncrypted) {
    return { code: 'encrypted', why: 'it is locked with a password; unlock it and import it again' }
  }
  if (method !== STORED && method !== DEFLATED) {
    const why = `it is packed in a way (method ${method}) that is not read; unpack it and import the files`
    return { code: 'format-not-read-yet', why }
  }
  if (size > RATIO_MATTERS_FROM && size > MAX_RATIO * packedSize) {
    return { code: 'container-bomb', why: `it claims to grow more than ${MAX_RATIO} times; text does not` }
  }
  return null
}

/** A format that is a zip by itself is one file, for detect to name. */
export function isDocument(entries: readonly { readonly fileNameRaw: Buffer }[]): boolean {
  const names = new Set(entries.slice(0, 1000).map((entry) => entry.fileNameRaw.toString('latin1')))
  return entries[0]?.fileNameRaw.toString('latin1') === 'mimetype' || PARTS_OF_DOCUMENTS.some((name) => names.has(name))
}

const PARTS_OF_DOCUMENTS = ['META-INF/container.xml', '[Content_Types].xml', 'content.xml'] as const
