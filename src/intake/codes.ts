/**
 * The closed lists of codes that intake uses for what it reports. The same words stand in tests, in docs/findings.md
 * and on pages. A repair's code is the name of its file in `repair/` and says what was read as what.
 */

export const REPAIR_CODES = [
  'utf8-as-cp1252',
  'utf8-as-latin1',
  'utf8-as-macroman',
  'utf8-as-cp437',
  'utf8-as-cp1250',
  'utf8-as-cp1251',
  'utf8-as-cp1252-cut',
  'cp1252-as-macroman',
  'macroman-as-cp1252',
  'cp1252-as-cp437',
  'cp1252-as-cp1251',
  'cp1252-as-koi8-r',
  'cp1252-as-gbk',
  'apostrophe-as-replacement',
  'apostrophe-as-question-mark',
  'quoted-printable',
  'utf7',
  'literal-escape',
  'c1-control',
  'entity',
  'added-slashes',
  'nbsp-indent',
  'nbsp-space',
  'illegal-character',
] as const
export type RepairCode = (typeof REPAIR_CODES)[number]

export const SUGGESTION_CODES = [
  'lost-line',
  'lost-break',
  'lost-italics',
  'lost-quote',
  'lost-space',
  'lost-signature',
  'lost-end',
  'left-out',
  'cut-off',
  'not-public',
  'doubtful-encoding',
  'doubtful-repair',
  'maybe-field',
  'maybe-part',
  'maybe-section',
  'author-slip',
  'count-differs',
  'other-version',
  'shared-text',
  'same-person',
] as const
export type SuggestionCode = (typeof SUGGESTION_CODES)[number]

/** What is kept from readers: it stays in the original, and a plain mark stands in its place. */
export const PRIVATE_CODES = [
  'e-mail-address',
  'phone-number',
  'postal-address',
  'network-address',
  'message-id',
  'real-name',
] as const
export type PrivateCode = (typeof PRIVATE_CODES)[number]

export const REFUSAL_CODES = [
  'empty',
  'image',
  'audio-or-video',
  'program',
  'binary',
  'too-large',
  'unreadable',
  'unsafe-name',
  'link-loop',
  'truncated-container',
  'container-bomb',
  'encrypted',
  'no-story',
  'talk',
  'reply',
  'efiction-site',
  'site-file',
  'format-not-read-yet',
  'fault',
] as const
export type RefusalCode = (typeof REFUSAL_CODES)[number]

/** What lists and saved sites hold beside their stories: no person has to look at it. */
export const BESIDE_STORIES: ReadonlySet<string> = new Set<RefusalCode>(['talk', 'reply', 'site-file'])

/** What moving in a site reports of its rows, beside what is said of texts. */
export const RESCUE_CODES = [
  'dangling-id',
  'circle',
  'chapter-order',
  'two-texts',
  'other-folder',
  'unknown-author',
  'no-story-row',
  'odd-value',
  'changed-here',
] as const
export type RescueCode = (typeof RESCUE_CODES)[number]
