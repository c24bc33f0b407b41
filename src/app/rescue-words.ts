/** What `rescue` says to the archivist about sites that were moved in, and about their mappings. */
import { type ApplyCounts, type ListedSite, meaningsInWords, type TermChange } from '../archive/rescues/index.ts'
import type { YamlProblem } from '../intake/yaml-page.ts'

/** A line for each site: its name, where it was, when it came in. */
export function siteList(sites: readonly ListedSite[]): string {
  if (sites.length === 0) {
    return 'No site has been rescued into this archive yet. "ficarium import DIR" finds those that a folder holds.\n'
  }
  const lines = sites.map((site) => {
    const place = site.oldUrl === null ? '' : `, once at ${site.oldUrl}`
    const version = site.version === null ? '' : ` ${site.version}`
    return `${site.publicId}  ${site.name}${place}: ${many(site.works, 'work')}, ${site.software}${version}, rescued on ${site.rescuedAt.slice(0, 10)}`
  })
  return `${lines.join('\n')}\n`
}

const MOST_SHOWN = 50

/** "category “Empty Shelf” (1 work): fandom: Empty Shelf → no tag", then what it does to works. */
export function mappingChanges(changes: readonly TermChange[], counts: ApplyCounts, isDryRun: boolean): string {
  const lines = changes.slice(0, MOST_SHOWN).map(({ term, before, after }) => {
    const where = term.kind === 'site' ? 'every work' : `${term.kind} “${term.name}”`
    return `  ${where} (${many(term.works, 'work')}): ${meaningsInWords(before)} → ${meaningsInWords(after)}`
  })
  if (changes.length > MOST_SHOWN) lines.push(`  … and ${many(changes.length - MOST_SHOWN, 'more', 'more')}`)
  const verb = isDryRun ? 'would mean' : changes.length === 1 ? 'means' : 'mean'
  const head =
    changes.length === 0 ? 'No word means anything else.' : `${many(changes.length, 'word')} ${verb} something else:`
  return `${[head, ...lines, workChanges(counts, isDryRun)].join('\n')}\n`
}

export function workChanges(counts: ApplyCounts, isDryRun = false): string {
  const { works, changed, tagsAdded, tagsRemoved, ratings, ratingsKept } = counts
  const verb = isDryRun ? 'would change' : 'changed'
  const what = `${many(tagsAdded, 'tag')} added, ${number(tagsRemoved)} taken away, ${many(ratings, 'rating')}`
  const kept =
    ratingsKept === 0
      ? ''
      : ` ${many(ratingsKept, 'rating')} that somebody chose here ${ratingsKept === 1 ? 'stays' : 'stay'}.`
  const head =
    changed === 0
      ? `None of ${many(works, 'work')} ${verb}.`
      : `${number(changed)} of ${many(works, 'work')} ${verb}: ${what}.`
  return `${head}${kept}`
}

/** "shelf.yaml, line 12: …" */
export function mappingProblems(path: string, problems: readonly YamlProblem[]): string {
  const lines = problems.slice(0, MOST_SHOWN).map(({ line, what }) => `${path}, line ${line}: ${what}`)
  if (problems.length > MOST_SHOWN) lines.push(`… and ${number(problems.length - MOST_SHOWN)} more.`)
  return `${lines.join('\n')}\n`
}

export function many(count: number, one: string, several = `${one}s`): string {
  return `${number(count)} ${count === 1 ? one : several}`
}

function number(value: number): string {
  return value.toLocaleString('en')
}
