/**
 * Whose journal an entry or comment is of, by where it lies: exports do not say so inside.
 *
 *     tamsin/L-12              tamsin     ljdump keeps a folder a journal
 *     tamsin-2004-03.xml       tamsin     as LiveJournal and Dreamwidth name the export of a month
 *     tamsin - 250.xml         tamsin     as ljArchive and convertdump name theirs
 *     2004-03.xml              nobody     what somebody called it later says nothing
 */

/** Where a source lies: its way from the top, and the containers around it. */
export interface JournalPlace {
  readonly path: string
  readonly within: readonly string[]
}

export interface JournalName {
  readonly name: string
  /** The program that made the dump named it so. */
  readonly isCertain: boolean
}

const DUMPED = /^[LC]-\d+(?:\.xml)?$/
const USER = '([a-z0-9][a-z0-9_-]{0,24})'
const MONTHLY = new RegExp(String.raw`^${USER}[-_. ]\d{4}(?:[-_. ]?\d{2})?(?:\.[a-z]{2,4})*$`, 'i')
const NUMBERED = new RegExp(String.raw`^${USER} - \d{1,7}(?:\.[a-z]{2,4})*$`, 'i')
/** What people call files that are of no user. */
const NO_USER = /^(?:lj|livejournal|dw|dreamwidth|journal|export|backup|archive|entries|xml|posts|dump)$/i

export function findJournalName({ path, within }: JournalPlace): JournalName | null {
  const around = [path, ...within.toReversed()]
  for (const each of around) {
    const segments = each.split('/')
    const last = segments.at(-1) ?? ''
    const folder = segments.at(-2)
    if (DUMPED.test(last)) return folder === undefined || folder === '' ? null : { name: folder, isCertain: true }
    const name = (MONTHLY.exec(last) ?? NUMBERED.exec(last))?.[1]
    if (name !== undefined && /[a-z]/i.test(name) && !NO_USER.test(name)) return { name, isCertain: false }
  }
  return null
}

/** Equal for an entry and the comments on it, in whichever files of a dump they are. */
export function journalKey(place: JournalPlace): string {
  const name = findJournalName(place)
  return name === null ? (place.within.at(-1) ?? place.path) : name.name.toLowerCase()
}
