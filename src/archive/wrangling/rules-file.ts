/**
 * Writes rules as a file that people edit and pass on; docs/how-to/wrangle-tags.md explains it.
 *
 *     rules: The Shelf
 *     tags:
 *       - character: Willow Rosenberg
 *         synonyms:
 *           - name: Wilow
 *             works: 12
 *             why: Spelled nearly like it.
 */
import { yamlScalar } from '../../intake/yaml-scalar.ts'
import type { Reasoned, RuleEntry } from './rule.ts'

/** How many works have a tag, for the person who reads the file; undefined where nobody asked. */
export type WorksOf = (kind: string, name: string) => number | undefined

const HEAD = [
  '# What tags mean. Change it, delete what is wrong, then:',
  '#     ficarium tags apply --dry-run FILE     says what would change',
  '#     ficarium tags apply FILE               changes it; as often as you like',
  '#     ficarium tags undo NAME                takes it back; NAME stands behind "rules:"',
  '# Kinds of tags: fandom, relationship, character, warning, category, additional.',
]

/** Portions of the file, so that one of any length can be written as it is made. */
export function* writeRules(
  name: string,
  entries: Iterable<RuleEntry>,
  worksOf: WorksOf = () => undefined,
): Generator<string> {
  yield `${HEAD.join('\n')}\nrules: ${yamlScalar(name)}\n`
  let isEmpty = true
  for (const entry of entries) {
    yield `${isEmpty ? 'tags:\n' : ''}${writeEntry(entry, worksOf)}`
    isEmpty = false
  }
  if (isEmpty) yield 'tags: []\n'
}

function writeEntry(entry: RuleEntry, worksOf: WorksOf): string {
  const { kind, name, is, why, synonyms, metas, parents } = entry
  const lines = [`${kind}: ${yamlScalar(name)}`]
  if (is !== 'canonical') lines.push(`is: ${is}`)
  lines.push(...aside(worksOf(kind, name), why))
  if (synonyms.length > 0) {
    lines.push('synonyms:')
    for (const each of synonyms) lines.push(...item('name', each.name, worksOf(kind, each.name), each.why))
  }
  if (metas.length > 0) {
    lines.push('meta:')
    for (const each of metas) lines.push(...item('name', each.name, undefined, each.why))
  }
  if (parents.length > 0) {
    lines.push('parents:')
    for (const each of parents) lines.push(...item(each.kind, each.name, undefined, each.why))
  }
  return `${lines.map((line, i) => `${i === 0 ? '  - ' : '    '}${line}`).join('\n')}\n`
}

function aside(works: number | undefined, why: string | null): readonly string[] {
  return [...(works === undefined ? [] : [`works: ${works}`]), ...(why === null ? [] : [`why: ${yamlScalar(why)}`])]
}

function item(word: string, name: string, works: number | undefined, why: string | null): readonly string[] {
  const more = aside(works, why)
  if (word === 'name' && more.length === 0) return [`  - ${yamlScalar(name)}`]
  return [`  - ${word}: ${yamlScalar(name)}`, ...more.map((line) => `    ${line}`)]
}

/** The same as JSON, which is read the same way. */
export function* writeRulesAsJson(name: string, entries: Iterable<RuleEntry>): Generator<string> {
  yield `{ "rules": ${JSON.stringify(name)}, "tags": [`
  let before = '\n'
  for (const entry of entries) {
    yield `${before}${JSON.stringify(asJson(entry))}`
    before = ',\n'
  }
  yield '\n] }\n'
}

function plain({ name, why }: Reasoned): string | object {
  return why === null ? name : { name, why }
}

function asJson({ kind, name, is, why, synonyms, metas, parents }: RuleEntry): object {
  return {
    [kind]: name,
    ...(is !== 'canonical' && { is }),
    ...(why !== null && { why }),
    ...(synonyms.length > 0 && { synonyms: synonyms.map(plain) }),
    ...(metas.length > 0 && { meta: metas.map(plain) }),
    ...(parents.length > 0 && {
      parents: parents.map((each) => ({ [each.kind]: each.name, ...(each.why !== null && { why: each.why }) })),
    }),
  }
}
