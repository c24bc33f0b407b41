/**
 * The keys of header facts, and what labels are worth as evidence of a header.
 *
 * The keys that have no field of their own in a work are the keys of `other` in the report. "Category",
 * "classification" and "keywords" stay apart from "genre" because sites mean different things by them (F/F is a
 * category and no genre).
 */

/** Facts that have a field of their own in a work, and what only steers the reading. */
const FIELD_KEYS = [
  'title',
  'author',
  'summary',
  'disclaimer',
  'notes',
  'endNotes',
  'fandom',
  'pairing',
  'characters',
  'rating',
  'warnings',
  'setting',
  'language',
  'status',
  'completed',
  'date',
  'written',
  'posted',
  'updated',
  'part',
  'codes',
  'stats',
] as const
export type FieldKey = (typeof FIELD_KEYS)[number]

/** The closed list of the keys of `other`. */
export const OTHER_KEYS = [
  'email',
  'url',
  'source',
  'series',
  'seriesIndex',
  'sequelTo',
  'season',
  'spoilers',
  'genre',
  'category',
  'classification',
  'keywords',
  'distribution',
  'feedback',
  'beta',
  'thanks',
  'dedication',
  'words',
  'chapters',
  'challenge',
  'recipient',
  'artist',
  'translator',
  'copyright',
  'quotation',
  'pov',
  'site',
  'ratingReason',
  'chapterTitle',
  // The day on which a web archive saved the page.
  'captured',
  // Said to be none, with an empty value.
  'pairing',
  'characters',
  'warnings',
  // What was said twice and differs: the first is in its field, the others are here.
  'title',
  'author',
  'summary',
  'rating',
  'status',
  'language',
  'part',
  'endMarker',
] as const
export type OtherKey = (typeof OTHER_KEYS)[number]

export type LabelKey = FieldKey | OtherKey

/**
 * Labels of headers and nothing else. One of these with a value makes a header probable; the others ("Note", "Name",
 * "Date") are ordinary words that stories use too.
 */
export const STRONG_KEYS: ReadonlySet<LabelKey> = new Set<LabelKey>([
  'title',
  'author',
  'summary',
  'disclaimer',
  'fandom',
  'pairing',
  'rating',
  'warnings',
  'spoilers',
  'distribution',
  'feedback',
  'genre',
  'category',
  'classification',
  'beta',
  'email',
  'keywords',
  'codes',
  'challenge',
])

/** Labels that are weak although their key is strong, since stories use the word. */
export const WEAK_LABELS: ReadonlySet<string> = new Set([
  'name',
  'by',
  'content',
  'contents',
  'type',
  'who',
  'cast',
  'response',
  'comments',
  'contact',
  'permission',
  'posting',
  'caution',
  'inhalt',
  'nom',
  'tags',
  'subject',
  'codes',
  'description',
  'class',
  'permissions',
  'advertencia',
  'achtung',
  'attention',
  'contents',
  'contains',
  'reviews',
  'for',
  'base',
  '注意',
  '警告',
  '内容',
  '主角',
  '人物',
  '角色',
])

/** Words that authors put before or after a label, and which change nothing: "Story Rating", "Rating Info". */
export const FILLERS: ReadonlySet<string> = new Set([
  'story',
  'fic',
  'the',
  'my',
  'overall',
  'main',
  'possible',
  'general',
  'obligatory',
  'standard',
  'usual',
  'additional',
  'other',
  'special',
  'official',
  'info',
  'information',
  'section',
  'part',
  'chapter',
  'short',
  'brief',
  'quick',
])
