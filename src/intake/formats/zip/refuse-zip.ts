/** Says of a zip file that comes as one file, and is no format that is known, why it is not read. */
import type { RefusalFact } from '../../reading.ts'
import { openZip } from './read-zip.ts'

export function refuseZip(bytes: Uint8Array): RefusalFact {
  const zip = openZip(bytes)
  if ('code' in zip) return zip
  return zip.isCut ? CUT : OTHER
}

const CUT: RefusalFact = {
  code: 'truncated-container',
  why: 'This file is a zip file inside, and is cut off before it tells what kind it is. What there is of it is kept.',
}
const OTHER: RefusalFact = {
  code: 'format-not-read-yet',
  why: 'This file is a zip file inside, of a kind that Ficarium does not know; it is kept. If stories lie in it, unpack it and import those.',
}
