/**
 * Writes the mapping of a site as a file that its archivist can edit; docs/how-to/map-a-sites-tags.md explains it.
 *
 *     categories:
 *       - id: 3
 *         name: Season One
 *         under: Lantern Harbour
 *         works: 1
 *         tags:
 *           - fandom: Lantern Harbour
 *           - additional: Season One
 *         why: A part of a canon’s own time.
 */
import { yamlScalar } from '../../../intake/yaml-scalar.ts'
import { inTreeOrder } from './category-tree.ts'
import { cut, type Mapping, type Meaning, type SiteTerm, type TermKind } from './term.ts'

export interface MappedSite {
  readonly name: string
  /** The same for every dump of the site: `rescued_site.key`. */
  readonly key: string
}

const LONGEST = 500

/** Names of the lists in the file, by what stands in them. `site` is a single entry. */
export const SECTIONS = {
  site: 'every-work',
  category: 'categories',
  character: 'characters',
  class: 'classes',
  genre: 'genres',
  warning: 'warnings',
  rating: 'ratings',
} as const satisfies Record<TermKind, string>

export function writeMappingFile(
  site: MappedSite,
  terms: readonly SiteTerm[],
  mappings: ReadonlyMap<number, Mapping>,
): string {
  const names = new Map(terms.map(({ id, name }) => [id, name]))
  const lines = [
    `# What the words of this site mean in the archive. Change what stands under "tags" and "rating", then:`,
    '#     ficarium rescue map --dry-run FILE     says what would change',
    '#     ficarium rescue map FILE               changes it',
    '# Kinds of tags: fandom, relationship, character, warning, category, additional. "tags: []" means none,',
    '# "tags: proposed" what the program proposes. Entries that you delete stay as they are.',
    `site: ${yamlScalar(site.name)}`,
    `key: ${yamlScalar(site.key)}`,
  ]
  for (const [kind, section] of Object.entries(SECTIONS) as [TermKind, string][]) {
    const own = kind === 'category' ? inTreeOrder(terms) : terms.filter((term) => term.kind === kind)
    if (own.length === 0) continue
    lines.push('', `${section}:`)
    for (const term of own) lines.push(...writeTerm(term, mappings.get(term.id), names.get(term.parentId ?? -1)))
  }
  return `${lines.join('\n')}\n`
}

function writeTerm(term: SiteTerm, mapping: Mapping | undefined, under: string | undefined): string[] {
  const lines =
    term.kind === 'site'
      ? []
      : [
          `id: ${yamlScalar(term.oldId)}`,
          // The id says enough where a name would fill the page.
          ...(term.name.length > LONGEST ? [] : [`name: ${yamlScalar(term.name)}`]),
          ...(under === undefined ? [] : [`under: ${yamlScalar(cut(under, LONGEST))}`]),
          ...(term.typeName === null ? [] : [`type: ${yamlScalar(cut(term.typeName, LONGEST))}`]),
        ]
  lines.push(`works: ${term.works}`)
  if (mapping !== undefined) lines.push(...writeMeanings(term.kind, mapping))
  const indent = term.kind === 'site' ? '  ' : '    '
  return lines.map((line, i) => (i === 0 && term.kind !== 'site' ? `  - ${line}` : `${indent}${line}`))
}

function writeMeanings(kind: TermKind, { means, why, saidBy }: Mapping): string[] {
  const ratings = means.filter((each) => each.kind === 'rating')
  const tags = means.filter((each) => each.kind !== 'rating')
  const lines = ratings.map(({ name }) => `rating: ${name}`)
  if (tags.length > 0) lines.push('tags:', ...tags.map((tag) => `  - ${tag.kind}: ${yamlScalar(tag.name)}`))
  else if (kind !== 'rating' || ratings.length === 0) lines.push('tags: []')
  lines.push(saidBy === 'archivist' ? 'said-by: archivist' : `why: ${yamlScalar(why)}`)
  return lines
}

/** "fandom: Lantern Harbour, rating: teen", "no tag" */
export function meaningsInWords(means: readonly Meaning[]): string {
  return means.length === 0 ? 'no tag' : means.map(({ kind, name }) => `${kind}: ${name}`).join(', ')
}
