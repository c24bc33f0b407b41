/**
 * Writes what a form says in the query language: what the box would have been typed with.
 *
 *     character=Willow, Tara   rating=teen rating=general   from=5000
 *     character:Willow character:Tara rating:general,teen words:>=5000
 */
import { parseQuery, writeQuery } from '../../search/query/index.ts'

export interface FormFields {
  readonly value: (name: string) => string | undefined
  readonly values: (name: string) => readonly string[]
}

/** Fields whose value is words or one thing of their own. */
const TEXTS = ['title', 'summary', 'notes', 'begins', 'ends'] as const
/** Fields that take several names with commas between; each must be there. */
const NAMES = [
  'fandom',
  'relationship',
  'character',
  'additional',
  'warning',
  'category',
  'tag',
  'by',
  'series',
  'site',
  'pov',
] as const
/** Fields of which one of several values is enough. */
const CHOICES = ['rating', 'status', 'language', 'told'] as const
const VALUE_LENGTH = 300
const MOST_NAMES = 50

export function writeForm({ value, values }: FormFields, today: string): string {
  const text = (name: string): string => (value(name) ?? '').slice(0, VALUE_LENGTH).trim()
  const typed = [
    (value('q') ?? '').slice(0, 4096),
    (value('words') ?? '').slice(0, 1000),
    ...TEXTS.filter((name) => text(name) !== '').map((name) => `${name}:${bareOrQuoted(text(name))}`),
    ...NAMES.flatMap((name) => namesIn(value(name)).map((each) => `${name}:${bareOrQuoted(each)}`)),
    ...namesIn(value('without')).map((each) => `-tag:${bareOrQuoted(each)}`),
    ...CHOICES.flatMap((name) => {
      const chosen = values(name)
        .map((each) => each.trim())
        .filter((each) => CHOICE.test(each))
      return chosen.length === 0 ? [] : [`${name}:${chosen.join(',')}`]
    }),
    ...values('is')
      .filter((each) => CHOICE.test(each))
      .map((each) => `is:${each}`),
    ...range('words', text('from'), text('up-to')),
    ...range('updated', text('since'), text('before-day')),
    ...range('posted', text('posted-since'), text('posted-before')),
    ...(text('set') === '' ? [] : [`set:${bareOrQuoted(text('set'))}`]),
    ...(CHOICE.test(text('sort')) ? [`sort:${text('sort')}`] : []),
  ]
    .filter((part) => part.trim() !== '')
    .join(' ')
  const query = parseQuery(typed, today)
  // What is not understood stays as it was typed, so that the page can point at it.
  return query.problems.length === 0 ? writeQuery(query) : typed
}

const CHOICE = /^[a-z][a-z-]{0,40}$/i

function namesIn(value: string | undefined): readonly string[] {
  return (value ?? '')
    .slice(0, 4096)
    .split(/[,\n]/)
    .map((name) => name.replaceAll(/["“”„‟«»]/g, '').trim())
    .filter((name) => name !== '')
    .slice(0, MOST_NAMES)
}

function bareOrQuoted(name: string): string {
  return /^[\p{L}\p{N}][\p{L}\p{N}\p{M}'’.-]*$/u.test(name) ? name : quoted(name)
}

function quoted(text: string): string {
  return `"${text.replaceAll(/["“”„‟«»]/g, "'")}"`
}

function range(field: string, from: string, to: string): readonly string[] {
  const [least = '', most = ''] = [from, to].map((end) => end.replaceAll(/[\s,]/g, ''))
  if (least !== '' && most !== '') return [`${field}:${least}..${most}`]
  return [...(least === '' ? [] : [`${field}:>=${least}`]), ...(most === '' ? [] : [`${field}:<=${most}`])]
}
