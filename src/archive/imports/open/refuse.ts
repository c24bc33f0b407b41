/** Says why a container, or an entry of one, is not opened. */
import type { RefusalCode } from '../../../intake/codes.ts'
import type { OpenedFile, OpenedRefusal } from './opened.ts'

export function refuseContainer(
  { path, within }: Pick<OpenedFile, 'path' | 'within'>,
  code: RefusalCode,
  reason: string,
): OpenedRefusal {
  const why = `This container is kept, but not all of it was opened: ${reason}.`
  return { kind: 'refused', path, within, code, why, files: 1 }
}

export function refuseEntry(path: string, within: readonly string[], code: RefusalCode, why: string): OpenedRefusal {
  return { kind: 'refused', path, within, code, why, files: 1 }
}
