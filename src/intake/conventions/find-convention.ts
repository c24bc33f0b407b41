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
  const lower = edges.toLowerCase()
  if (own !== undefined) return { convention: own, by: 'chosen', evidence: evidenceOf(lower, own) }
  const found = conventions.flatMap((convention) => {
    const evidence = evidenceOf(lower, convention)
    return isEnough(evidence, convention) ? [{ convention, by: 'found' as const, evidence }] : []
  })
  return found.length === 1 ? (found[0] as AppliedConvention) : null
}

function evidenceOf(lower: string, { hosts, lists, signs }: Convention): readonly string[] {
  return [
    ...hosts.filter((host) => isAddressed(lower, host)),
    ...lists.filter((list) => isInMailHead(lower, list.toLowerCase())),
    ...signs.filter((sign) => lower.includes(sign.toLowerCase())),
  ]
}

/** A host or a list is enough; of signs there must be two. */
function isEnough(evidence: readonly string[], { signs }: Convention): boolean {
  const places = evidence.filter((each) => !signs.includes(each)).length
  return places > 0 || evidence.length >= 2
}

/** `http://www.example.org/…` or `www.example.org`, not `me@example.org`. */
function isAddressed(lower: string, host: string): boolean {
  for (let at = lower.indexOf(host); at !== -1; at = lower.indexOf(host, at + 1)) {
    const before = lower.slice(Math.max(0, at - 12), at)
    if (/(?:\/\/|\/\/www\.|\bwww\.)$/.test(before) && !/^[\w-]/.test(lower.slice(at + host.length))) return true
  }
  return false
}

/** `Newsgroups: alt.tv.example.creative`, `To: list@example.org`, `Subject: [list] NEW: …` */
function isInMailHead(lower: string, list: string): boolean {
  for (let at = lower.indexOf(list); at !== -1; at = lower.indexOf(list, at + 1)) {
    const lineStart = lower.lastIndexOf('\n', at) + 1
    const before = lower.slice(lineStart, at)
    const after = lower.charAt(at + list.length)
    if (before.length < 400 && MAIL_HEAD.test(before) && !/[\w-]/.test(after) && !/[\w-]$/.test(before)) return true
  }
  return false
}

const MAIL_HEAD = /^(?:[> ]*)(?:newsgroups|to|cc|list-id|mailing-list|reply-to|delivered-to|sender|subject):/
