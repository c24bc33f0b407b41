/**
 * Reads an entry or a comment of a journal, as LiveJournal, Dreamwidth, ljdump and ljArchive write them in XML.
 *
 *     <entry><itemid>12</itemid><eventtime>2004-03-05 21:04:00</eventtime><subject>…</subject><event>…</event>…
 *     <event><itemid>12</itemid>…<props><taglist>fic</taglist></props><event>…</event></event>
 *     <comment><id>7</id><parentid></parentid><body>…</body><user>mira</user></comment>
 *
 * A fact stands in an element or an attribute of its name.
 */
import { decode, decodeSingleByte } from '../../decode/index.ts'
import { readXml, type XmlElement } from '../xml/read-xml.ts'
import { childElements, textOf } from '../xml/walk-xml.ts'

export interface JournalEntry {
  readonly kind: 'entry'
  readonly number: string | null
  readonly subject: string
  readonly text: string
  /** `2004-03-05 21:04:00`, by the clock of whoever wrote it. */
  readonly time: string | null
  /** Empty for an entry that everybody could see. */
  readonly security: string
  readonly tags: readonly string[]
  readonly isPreformatted: boolean
  /** Who wrote it in a journal of many. */
  readonly poster: string | null
  readonly url: string | null
  readonly isCut: boolean
}

export interface JournalComment {
  readonly kind: 'comment'
  readonly number: string | null
  readonly parent: string | null
  /** Journal and number of the entry, where the comment says it: `tamsin/12`. */
  readonly on: string | null
  readonly subject: string
  readonly text: string
  readonly time: string | null
  readonly poster: string | null
  readonly isDeleted: boolean
  /** Only the owner of the journal could see it. */
  readonly isScreened: boolean
  readonly isPreformatted: boolean
}

export function readJournalItem(bytes: Uint8Array): JournalEntry | JournalComment | null {
  const { root, damage } = readXml(decodeItem(bytes))
  if (root === null) return null
  const fact = factsOf(root)
  return root.name === 'comment' ? readComment(fact) : readEntry(fact, damage === 'cut')
}

/**
 * By what it declares, else as UTF-8 and, line by line, as what Windows wrote: the programs of members sent that, and
 * dumps keep it as it came.
 */
function decodeItem(bytes: Uint8Array): string {
  const source = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  const declared = DECLARED.exec(source.toString('latin1', 0, 200))?.[1] ?? 'utf-8'
  if (!/^utf-?8$/i.test(declared)) return decode(bytes, { declared }).text
  const whole = asUtf8(source)
  if (whole !== null) return whole
  let text = ''
  for (let at = 0; at < source.length; ) {
    const next = source.indexOf('\n', at)
    const line = source.subarray(at, next < 0 ? source.length : next + 1)
    text += asUtf8(line) ?? decodeSingleByte(line, 'windows-1252')
    at += line.length
  }
  return text
}

const DECLARED = /^<\?xml[^>]{0,80}\bencoding\s*=\s*["']([\w.:-]{2,40})["']/

function asUtf8(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    // Something else is in it.
    return null
  }
}

type Facts = (...names: readonly string[]) => string | null

/** The first of these names that has text, wherever it stands in the item; what is said in its comments is not its own. */
function factsOf(root: XmlElement): Facts {
  const all = new Map<string, string>()
  const keep = (name: string, text: string): void => {
    if (text !== '' && !all.has(name)) all.set(name, text)
  }
  const visit = (element: XmlElement, depth: number): void => {
    for (const [name, value] of Object.entries(element.attributes)) if (depth === 0) keep(name, value)
    for (const child of childElements(element)) {
      if (child.name === 'comments' || child.name === 'comment') continue
      const { name, value } = child.attributes
      if (child.name === 'prop' && name !== undefined) keep(name, value ?? textOf(child))
      else if (childElements(child).length === 0) keep(child.name, textOf(child))
      if (depth < MAX_DEPTH) visit(child, depth + 1)
    }
  }
  visit(root, 0)
  return (...names) => names.map((name) => all.get(name)).find((text) => text !== undefined) ?? null
}

/** Facts stand in the item, in its `props`, or in the `author` of a comment. */
const MAX_DEPTH = 3

function readEntry(fact: Facts, isCut: boolean): JournalEntry {
  return {
    kind: 'entry',
    number: fact('itemid', 'jitemid'),
    subject: (fact('subject') ?? '').trim(),
    text: fact('event', 'text', 'body') ?? '',
    time: fact('eventtime', 'date', 'logtime'),
    security: readSecurity(fact),
    tags: (fact('taglist', 'tags') ?? '')
      .split(',')
      .map((tag) => tag.trim())
      .filter((tag) => tag !== ''),
    isPreformatted: isSaid(fact('opt_preformatted')),
    poster: fact('poster', 'postername'),
    url: fact('url'),
    isCut,
  }
}

/** Nothing is said of an entry for everybody; a mask of groups is one even where the word for it is lost. */
function readSecurity(fact: Facts): string {
  const said = (fact('security') ?? '').trim().toLowerCase()
  if (said !== '' && said !== 'public') return said
  return isSaid(fact('allowmask')) && said !== 'public' ? 'usemask' : ''
}

function readComment(fact: Facts): JournalComment {
  const state = (fact('state') ?? 'A').trim().toUpperCase()
  const parent = fact('parentid', 'parent_itemid', 'parent')
  return {
    kind: 'comment',
    number: fact('id', 'itemid'),
    parent: isSaid(parent) ? parent : null,
    on: fact('on'),
    subject: (fact('subject') ?? '').trim(),
    text: fact('body', 'event', 'text') ?? '',
    time: fact('date', 'eventtime'),
    poster: fact('user', 'name', 'postername', 'poster'),
    isDeleted: state === 'D',
    isScreened: state === 'S',
    isPreformatted: isSaid(fact('opt_preformatted')),
  }
}

function isSaid(flag: string | null): boolean {
  return flag !== null && flag.trim() !== '' && flag.trim() !== '0'
}
