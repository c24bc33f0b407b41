/** What an import says to the person who ran it. */
import {
  countOfKind,
  groupWords,
  type ImportReport,
  type MovedInSite,
  type RefusalFact,
  urgencyOf,
} from '../archive/imports/index.ts'
import { BESIDE_STORIES } from '../intake/codes.ts'

interface Where {
  readonly path: string
  readonly within: readonly string[]
}

export function refusalLine(place: Where, refusal: RefusalFact): string {
  return `not read: ${[...place.within, place.path].join(' > ')}: ${refusal.why} [${refusal.code}]\n`
}

/**
 * What is no story and was to be expected, told together: a list of ten thousand messages has as many answers.
 *
 *     disk/lists/harbour.mbox: 61 × An answer to another message, 14 × Talk of a mailing list (kept)
 */
export interface QuietFiles {
  readonly add: (place: Where, refusal: RefusalFact) => void
  readonly lines: () => string
}

export function countQuietFiles(): QuietFiles {
  const counted = new Map<string, Map<string, number>>()
  return {
    add({ path, within }, { code }) {
      const outer = within[0] ?? path.slice(0, Math.max(path.lastIndexOf('/'), 0))
      const codes = counted.get(outer) ?? new Map<string, number>()
      counted.set(outer, codes.set(code, (codes.get(code) ?? 0) + 1))
    },
    lines: () =>
      [...counted]
        .map(([outer, codes]) => {
          const each = [...codes].map(
            ([code, count]) => `${number(count)} × ${groupWords({ kind: 'refusal', code })} [${code}]`,
          )
          return `kept, no story: ${outer}: ${each.join(', ')}\n`
        })
        .join(''),
  }
}

/** What a mailing list or a saved site holds beside its stories. */
export function isQuiet({ code }: RefusalFact): boolean {
  return BESIDE_STORIES.has(code)
}

/** What was found and why it was taken for it; said as soon as it is known. */
export function siteLines(site: MovedInSite): string {
  const { works, report } = site
  const version = site.version === null ? 'eFiction' : `eFiction ${site.version}`
  const { added, changed, unchanged } = works
  return [
    '',
    `“${site.name}”, a site of ${version}, tables “${site.prefix}…”${site.url === null ? '' : `, once at ${site.url}`}`,
    ...site.evidence.map((sentence) => `  ${sentence}`),
    ...site.problems.map(({ why, table, offset }) => `  not read: ${why} (${table ?? 'no table'}, byte ${offset})`),
    `  ${many(added + changed + unchanged, 'work')} (${added} new, ${changed} changed, ${unchanged} as before) with ${many(site.chapters, 'chapter')}, ${many(site.members, 'member')}, ${many(site.reviews, 'review')}`,
    `  ${many(report.totals.rows, 'row')} = ${number(report.totals.represented)} that became something here + ${number(report.totals.setAside)} set aside; difference ${number(report.totals.difference)}`,
    '',
  ].join('\n')
}

/** "23 files: 20 give the text of 17 works, 2 say the same again, 1 is not read." and what to look at. */
export function importSummary({ batchId, counts, findings, sites }: ImportReport): string {
  if (counts.files === 0) return '\nThere is no file there; nothing was brought in.\n'
  const { added, changed, unchanged } = counts.works
  const ofSites = sites.reduce((sum, { works }) => sum + works.added + works.changed + works.unchanged, 0)
  const loose = added + changed + unchanged - ofSites
  const parts = [
    `${counts.parts} with the text of ${many(loose, 'work')}`,
    `${counts.duplicates} with a text that is here already`,
    ...(counts.siteFiles > 0 ? [`${number(counts.siteFiles)} of ${many(sites.length, 'site')}`] : []),
    `${counts.refused} not read`,
  ]
  const lines = [
    '',
    `${many(counts.files, 'file')} = ${parts.join(' + ')}`,
    `works: ${added} new, ${changed} changed, ${unchanged} as before`,
    `${many(countOfKind(findings, 'repair'), 'certain repair')}, ${many(countOfKind(findings, 'suggestion'), 'suggestion')} to look at`,
  ]
  const missing = countOfKind(findings, 'gap')
  if (missing > 0) lines.push(`${many(missing, 'part or chapter', 'parts or chapters')} missing`)
  if (counts.hidden > 0)
    lines.push(`${many(counts.hidden, 'private thing')} (addresses, numbers, names) hidden from readers`)
  const first = findings.filter((group) => urgencyOf(group) === 'first')
  if (first.length > 0) lines.push('', 'look at first:')
  for (const group of first) lines.push(`  ${number(group.count)} × ${groupWords(group)} [${group.code}]`)
  if (first.length > 0) lines.push('')
  if (counts.known > 0)
    lines.push(
      `${many(counts.known, 'file')} had been read before; what was found then is in the report of that import`,
    )
  lines.push(`The report of this batch is the page /batches/${batchId} of the site ("ficarium serve").`, '')
  return lines.join('\n')
}

function number(value: number): string {
  return value.toLocaleString('en')
}

function many(count: number, noun: string, plural = `${noun}s`): string {
  return `${count.toLocaleString('en')} ${count === 1 ? noun : plural}`
}
