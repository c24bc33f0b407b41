/**
 * Makes HTML of the text of an entry or comment, as LiveJournal and Dreamwidth show it.
 *
 *     By <lj user="tamsin">.\n<lj-cut text="The story">It rained.     By tamsin.<br>\nIt rained.
 *
 * Line ends are breaks, unless the entry says that it is formatted already, and not between the parts of a table or in
 * preformatted text. A cut hides nothing here. Polls, embedded films and the like are of the site, and are left out.
 */
import { escapeText } from '../../../kernel/xml.ts'

export interface RenderedEntry {
  readonly html: string
  /** Elements of the site that cannot be shown, by what they are. */
  readonly leftOut: readonly string[]
}

/** No honest tag is longer. */
const MAX_TAG = 4000
/** The tag of a site with its attributes: "<lj user=tamsin>", "</lj-cut>", "<poll-12>" */
const SITE_TAG =
  /^<(\/?)(lj(?:-[a-z]{2,12})?|user|cut|raw-code|site-(?:embed|template)|poll-\d{1,9}|lj-poll-\d{1,9}|poll)(?=[\s>/=])([^]*)>$/i
const LEFT_OUT: Readonly<Record<string, string>> = {
  'lj-embed': 'something embedded from another site',
  'site-embed': 'something embedded from another site',
  'lj-poll': 'a poll',
  poll: 'a poll',
  'lj-template': 'a template of the site',
  'site-template': 'a template of the site',
  'lj-map': 'a map',
  'lj-video': 'a film',
}

export function renderEntry(text: string, { isPreformatted }: { readonly isPreformatted: boolean }): RenderedEntry {
  const leftOut = new Set<string>()
  const around = { table: 0, cell: 0, pre: 0, raw: 0 }
  let html = ''
  const addText = (part: string): void => {
    const isBroken = !isPreformatted && around.pre === 0 && around.raw === 0 && around.table <= around.cell
    html += isBroken ? part.replaceAll(/\r\n|\r|\n/g, '<br>\n') : part
  }
  for (let at = 0; at < text.length; ) {
    const start = text.indexOf('<', at)
    addText(text.slice(at, start < 0 ? text.length : start))
    if (start < 0) break
    const end = tagEnd(text, start)
    const tag = text.slice(start, end)
    const site = SITE_TAG.exec(tag)
    if (site === null) {
      count(around, tag)
      html += tag
    } else {
      html += siteTag(site, leftOut)
      if (/^lj-raw$|^raw-code$/i.test(site[2] ?? '')) around.raw = Math.max(0, around.raw + (site[1] === '' ? 1 : -1))
    }
    at = end
  }
  return { html, leftOut: [...leftOut] }
}

/** Behind the tag that begins at `start`; behind the sign itself where none ends in reach. */
function tagEnd(text: string, start: number): number {
  if (text.startsWith('<!--', start)) {
    const close = text.indexOf('-->', start + 4)
    return close < 0 ? text.length : close + 3
  }
  const reach = Math.min(text.length, start + MAX_TAG)
  let quote = ''
  for (let i = start + 1; i < reach; i++) {
    const character = text.charAt(i)
    if (quote !== '') quote = character === quote ? '' : quote
    else if (character === '>') return i + 1
    else if ((character === '"' || character === "'") && text.charAt(i - 1) === '=') quote = character
    else if (character === '<') break
  }
  return start + 1
}

function count(around: { table: number; cell: number; pre: number }, tag: string): void {
  const [, slash, name = ''] = /^<(\/?)([a-z]{2,8})/i.exec(tag) ?? []
  const by = slash === '' ? 1 : -1
  const lower = name.toLowerCase()
  if (lower === 'table') around.table = Math.max(0, around.table + by)
  else if (lower === 'td' || lower === 'th') around.cell = Math.max(0, around.cell + by)
  else if (lower === 'pre' || lower === 'textarea') around.pre = Math.max(0, around.pre + by)
}

function siteTag([, slash, name = '', rest = '']: RegExpExecArray, leftOut: Set<string>): string {
  const lower = name.toLowerCase().replace(/-\d+$/, '')
  const what = LEFT_OUT[lower]
  if (what !== undefined) leftOut.add(what)
  if (slash !== '' || (lower !== 'lj' && lower !== 'user')) return ''
  // <lj user="x">, <lj comm=x>, <user name="x">; `title` is what is shown instead.
  const shown =
    attribute(rest, 'title') ?? attribute(rest, 'user') ?? attribute(rest, 'comm') ?? attribute(rest, 'name')
  return shown === null ? '' : escapeText(shown)
}

function attribute(rest: string, name: string): string | null {
  const found = new RegExp(
    String.raw`(?:^|\s)${name}\s*=\s*(?:"([^"]{0,200})"|'([^']{0,200})'|([^\s"'>/]{1,200}))`,
    'i',
  ).exec(rest.slice(0, 1000))
  return found?.[1] ?? found?.[2] ?? found?.[3] ?? null
}
