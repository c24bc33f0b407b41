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

export function refuseEntry(name: string, within: readonly string[], code: RefusalCode, why: string): OpenedRefusal {
  return { kind: 'refused', path: shownName(name), within, code, why, files: 1 }
}

/** A name that was made to do harm, as it can be shown and stored: no database holds a zero character. */
export function shownName(name: string): string {
  // oxlint-disable-next-line no-control-regex -- control characters are what it replaces
  return name === '' ? 'an entry without a name' : name.replaceAll(/[\u0000-\u001f\u007f]/g, '\ufffd')
}
