/** One sentence for each code that intake reports, for people. */
import type { PrivateCode, RepairCode, RescueCode, SuggestionCode } from '../../intake/codes.ts'
import type { MissingFact } from '../../intake/reading.ts'

export const REPAIR_WORDS = {
  'utf8-as-cp1252': 'UTF-8 had been read as Windows-1252',
  'utf8-as-latin1': 'UTF-8 had been read as Latin-1',
  'utf8-as-macroman': 'UTF-8 had been read as Mac Roman',
  'utf8-as-cp437': 'UTF-8 had been read as the code page of DOS',
  'utf8-as-cp1250': 'UTF-8 had been read as Windows-1250',
  'utf8-as-cp1251': 'UTF-8 had been read as Windows-1251',
  'utf8-as-cp1252-cut': 'UTF-8 had been read as Windows-1252 and had lost a byte',
  'cp1252-as-macroman': 'Windows text had been read as Mac Roman',
  'macroman-as-cp1252': 'Mac text had been read as Windows-1252',
  'cp1252-as-cp437': 'Windows text had been read as the code page of DOS',
  'cp1252-as-cp1251': 'Windows text had been read as Windows-1251',
  'cp1252-as-koi8-r': 'Windows text had been read as KOI8-R',
  'cp1252-as-gbk': 'Windows text had been read as Chinese GBK',
  'apostrophe-as-replacement': 'an apostrophe had become the sign for a lost character',
  'apostrophe-as-question-mark': 'an apostrophe had become a question mark',
  'quoted-printable': 'a mail had been saved without being decoded',
  utf7: 'a mail in UTF-7 had been saved without being decoded',
  'literal-escape': 'a character had been written as an escape of a program',
  'c1-control': 'a Windows character had become a control character',
  entity: 'a character had been escaped once too often',
  'added-slashes': 'a web form had put backslashes before quotes',
  'nbsp-indent': 'the paragraph had been indented with hard spaces',
  'nbsp-space': 'a hard space stood where none was needed',
  'illegal-character': 'the character cannot stand in a page or an e-book',
} satisfies Record<RepairCode, string>

export const SUGGESTION_WORDS = {
  'lost-line': 'A line may be missing',
  'lost-break': 'A scene break may be missing',
  'lost-italics': 'These words may have been in italics',
  'lost-quote': 'A quotation mark is missing',
  'lost-space': 'Two sentences run together',
  'lost-signature': 'A signature may be missing',
  'lost-end': 'The end is missing',
  'left-out': 'Something in the file is not in the text here',
  'cut-off': 'The file is cut off or damaged',
  'not-public': 'It was not shown to everybody where it comes from',
  'doubtful-encoding': 'The letters can be read in two ways',
  'doubtful-repair': 'This looks damaged, but may be meant',
  'maybe-field': 'A fact that nothing states, but something suggests',
  'maybe-part': 'This may be part of something longer',
  'maybe-section': 'Somebody else may be telling the story from here on',
  'author-slip': 'A slip of the author’s, left as it is',
  'count-differs': 'Emphasis was lost on the way',
  'other-version': 'Another version of this, perhaps',
  'shared-text': 'The text stands in another work, or another in it',
  'same-person': 'Another name of the same person, perhaps',
} satisfies Record<SuggestionCode, string>

export const RESCUE_WORDS = {
  'dangling-id': 'It names something that the old site no longer had',
  circle: 'Two things lay in each other on the old site',
  'chapter-order': 'Chapter numbers repeat, or one is left out',
  'two-texts': 'The old site kept two texts of this chapter',
  'other-folder': 'The file lay in the folder of somebody else',
  'unknown-author': 'Nothing says who wrote this',
  'no-story-row': 'The story that this belongs to is not there',
  'odd-value': 'A value of the old site could not be read',
  'changed-here': 'The old site changed this, and somebody here did too',
} satisfies Record<RescueCode, string>

export const GAP_WORDS = {
  'earlier-part': 'An earlier part is not in this archive.',
  'later-part': 'A later part is not in this archive.',
  chapter: 'A chapter is not in this archive.',
  text: 'Some of the text is missing.',
} satisfies Record<MissingFact['code'], string>

const PRIVATE_WORDS = {
  'e-mail-address': 'E-mail addresses',
  'phone-number': 'Telephone numbers',
  'postal-address': 'Postal addresses',
  'network-address': 'Numbers of machines',
  'message-id': 'Names of messages',
  'real-name': 'Real names',
} satisfies Record<PrivateCode, string>

/** What a code of any kind says; refusals have their words where files are refused. */
export function wordsForFinding(code: string): string {
  return wordsFor({ ...REPAIR_WORDS, ...RESCUE_WORDS, ...SUGGESTION_WORDS, ...GAP_WORDS, ...PRIVATE_WORDS }, code)
}

/** Words for a code of a list that may have grown since this page was written; the code itself when it has none. */
export function wordsFor(words: Readonly<Record<string, string>>, code: string): string {
  return Object.hasOwn(words, code) ? (words[code] as string) : code
}
