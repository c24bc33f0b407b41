/**
 * Finds by which convention a source was typed: its host, its list, or lines that only its files have.
 *
 *     Archived at: http://www.dsfic.example.org/archive/…     the convention whose `hosts` has it
 *
 * A name alone proves little, for people write “Archive: yes, Gossamer” into everything: an address of the host, the
 * list in a line of a mail's head (`Newsgroups:`, `To:`, `[list]` in the subject), or two signs count. Where two
 * conventions have evidence, none is taken, and reading finds out by itself, as for every text.
 */
import type { AppliedConvention, Convention } from './convention.ts'

/** Characters at the start and at the end of a text where people say where it is from. */
const HEAD = 6000
const TAIL = 3000

/** `chosen` is the key that the archivist named; it needs no evidence. */
export function findConvention(
  text: string,
  conventions: readonly Convention[],
  chosen: string | null,
): AppliedConvention | null {
  const own = conventions.find(({ key }) => key === chosen)
  const edges = text.length <= HEAD + TAIL ? text : `${text.slice(0, HEAD)}\n${text.slice(-TAIL)}`
  const said = placesIn(edges.toLowerCase())
  if (own !== undefined) return { convention: own, by: 'chosen', evidence: evidenceOf(said, own) }
  const found = conventions.flatMap((convention) => {
    const evidence = evidenceOf(said, convention)
    return isEnough(evidence, convention) ? [{ convention, by: 'found' as const, evidence }] : []
  })
  return found.length === 1 ? (found[0] as AppliedConvention) : null
}

/** Where a text may name a place, found once for all hosts and lists: most texts name none. */
interface Said {
  /** In small letters. */
  readonly text: string
  /** Where a host may begin: behind `//` and `www.` */
  readonly hostStarts: readonly number[]
  readonly headLines: readonly HeadLine[]
}

/** A line of a mail's head, and where its name ends. */
interface HeadLine {
  readonly line: string
  readonly nameEnd: number
}

function placesIn(text: string): Said {
  return {
    text,
    hostStarts: Array.from(text.matchAll(HOST_START), ({ 0: sign, index }) => index + (sign === '/' ? 2 : sign.length)),
    headLines: Array.from(text.matchAll(HEAD_LINE), ([, name = '', rest = '']) => ({
      line: name + rest,
      nameEnd: name.length,
    })),
  }
}

/** The first of two slashes, so that each two of three count. */
const HOST_START = /\/(?=\/)|\bwww\./g
const HEAD_LINE =
  /(?:^|\n)([> ]*(?:newsgroups|to|cc|list-id|mailing-list|reply-to|delivered-to|sender|subject):)([^\n]*)/g

function evidenceOf(said: Said, { hosts, lists, signs }: Convention): readonly string[] {
  return [
    ...hosts.filter((host) => isAddressed(said, host)),
    ...lists.filter((list) => isInMailHead(said, list.toLowerCase())),
    ...signs.filter((sign) => said.text.includes(sign.toLowerCase())),
  ]
}

/** A host or a list is enough; of signs there must be two. */
function isEnough(evidence: readonly string[], { signs }: Convention): boolean {
  const places = evidence.filter((each) => !signs.includes(each)).length
  return places > 0 || evidence.length >= 2
}

/** `http://www.example.org/…` or `www.example.org`, not `me@example.org`. */
function isAddressed({ text, hostStarts }: Said, host: string): boolean {
  return hostStarts.some((at) => text.startsWith(host, at) && !/[\w-]/.test(text.charAt(at + host.length)))
}

/** `Newsgroups: alt.tv.example.creative`, `To: list@example.org`, `Subject: [list] NEW: …` */
function isInMailHead({ headLines }: Said, list: string): boolean {
  return headLines.some(({ line, nameEnd }) => {
    for (let at = line.indexOf(list, nameEnd); at !== -1 && at < REACH; at = line.indexOf(list, at + 1)) {
      if (!/[\w-]/.test(line.charAt(at - 1)) && !/[\w-]/.test(line.charAt(at + list.length))) return true
    }
    return false
  })
}

/** So far into a line of a mail's head a list is named. */
const REACH = 400
