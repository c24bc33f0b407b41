/** What an import says to the person who ran it. */
import type { ImportReport, RefusalFact } from '../archive/imports/index.ts'

interface Where {
  readonly path: string
  readonly within: readonly string[]
}

export function refusalLine(place: Where, refusal: RefusalFact): string {
  return `not read: ${[...place.within, place.path].join(' > ')}: ${refusal.why} [${refusal.code}]\n`
}

/** "23 files: 20 give the text of 17 works, 2 say the same again, 1 is not read." and what to look at. */
export function importSummary({ batchId, counts }: ImportReport): string {
  if (counts.files === 0) return '\nThere is no file there; nothing was brought in.\n'
  const { added, changed, unchanged } = counts.works
  const lines = [
    '',
    `${many(counts.files, 'file')} = ${counts.parts} with the text of ${many(added + changed + unchanged, 'work')} + ${counts.duplicates} with a text that is here already + ${counts.refused} not read`,
    `works: ${added} new, ${changed} changed, ${unchanged} as before`,
    `${many(counts.repairs, 'certain repair')}, ${many(counts.suggestions, 'suggestion')} to look at`,
  ]
  if (counts.known > 0) lines.push(`${many(counts.known, 'file')} had been read before`)
  lines.push(`The report of this batch is the page /batches/${batchId} of the site ("ficarium serve").`, '')
  return lines.join('\n')
}

function many(count: number, noun: string): string {
  return `${count.toLocaleString('en')} ${noun}${count === 1 ? '' : 's'}`
}
