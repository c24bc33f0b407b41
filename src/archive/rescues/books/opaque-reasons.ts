/** Why a row of an old site was set aside, each reason with a sentence for people. */

export const OPAQUE_REASONS = {
  'points-nowhere': 'What it belongs to is not in the dump.',
  circle: 'It would put a series into itself.',
  repeated: 'Another row says the same.',
  empty: 'It holds neither words nor a rating.',
  nobody: 'Nothing in the dump says whose it was.',
  'unknown-kind': 'It is about a kind of thing that this archive does not have.',
  'newer-version': 'A newer dump says something else of it that has no place; what it was stands as it was.',
  program: 'How the old site looked and worked. This archive does it in its own way.',
  'program-code': 'Code of the old software. It is kept as text and never run.',
  counted: 'Counted by the old site; this archive counts by itself.',
  logged: 'What the old site logged of its members and visitors.',
  'no-place-yet': 'This archive has no place for it yet.',
  'unknown-table': 'A table that eFiction does not have: of a module, or of another program.',
  unread: 'No part of the program took it. This should not happen; please report it.',
} as const

export type OpaqueReason = keyof typeof OPAQUE_REASONS

/** The sentence for a reason; the reason itself when another version of the program gave it. */
export function wordsOfReason(reason: string): string {
  return reason in OPAQUE_REASONS ? OPAQUE_REASONS[reason as OpaqueReason] : `${reason}.`
}

/** Tables of the software that have no place here, each with the reason. */
export const TABLES_WITHOUT_PLACE: ReadonlyMap<string, OpaqueReason> = new Map<string, OpaqueReason>([
  ['settings', 'program'],
  ['pagelinks', 'program'],
  ['panels', 'program'],
  ['blocks', 'program'],
  ['modules', 'program'],
  ['codeblocks', 'program-code'],
  ['stats', 'counted'],
  ['log', 'logged'],
  ['online', 'logged'],
  ['tracker', 'logged'],
  ['poll', 'no-place-yet'],
  ['poll_votes', 'no-place-yet'],
  ['shoutbox', 'no-place-yet'],
])

/** Tables whose rows all find a place, but for those that belong to nothing. */
export const TABLES_WITH_PLACE: ReadonlySet<string> = new Set(
  [
    'authors authorprefs authorfields authorinfo categories characters classes classtypes genres warnings ratings',
    'stories chapters coauthors series inseries challenges reviews favorites favstor favseries favauth',
    'news comments messages',
  ].flatMap((names) => names.split(' ')),
)
