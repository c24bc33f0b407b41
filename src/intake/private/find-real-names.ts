/**
 * Finds the names that authors are called by, wherever their source has them outside the story.
 *
 *     by Moonchild (Jane Smith)        Jane Smith
 *     <meta name="author" content="Jane Smith">
 *     “Jane Smith!” he said.           nothing: the tale's
 *
 * Which names are meant, the header has told; here they get their places.
 */
import type { LineIndex } from '../position.ts'
import { positionOf } from '../position.ts'
import type { Manuscript } from '../read/manuscript.ts'
import type { RealName } from '../recognise/real-names.ts'
import type { Structure } from '../recognise/structure.ts'
import { sourceSpan } from '../run.ts'
import type { PrivateFact } from './private-fact.ts'
import { isOfStory } from './spoken-by.ts'

export interface NamedIn {
  readonly lines: LineIndex
  readonly manuscript: Manuscript
  readonly structure: Structure
  readonly realNames: readonly RealName[]
}

/** Rules by which a name is hidden in all that stands outside the story. */
export const REAL_NAME_RULES: ReadonlySet<string> = new Set<RealName['rule']>(['beside-pen-name', 'sender-of-signed'])

/** More of them than any header names. */
const MOST_NAMES = 20

export function findRealNames(source: NamedIn): PrivateFact[] {
  return source.realNames.slice(0, MOST_NAMES).flatMap(({ name, rule, confidence }) => {
    const fact = { code: 'real-name', value: name, rule, confidence } as const
    const placed = placesOf(source, name).map(
      ([at, until]): PrivateFact => ({ ...fact, ...positionOf(source.lines, at), length: until - at }),
    )
    return placed.length > 0 ? placed : [{ ...fact, line: null, column: null, length: name.length }]
  })
}

/** A name as a whole, in either case, however wide the blanks in it are. */
export function namePattern(name: string): RegExp {
  const words = name.split(' ').map((word) => word.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`))
  return new RegExp(String.raw`(?<![\p{L}\p{N}])${words.join(String.raw`\s{1,3}`)}(?![\p{L}\p{N}])`, 'giu')
}

function placesOf({ lines, manuscript, structure }: NamedIn, name: string): (readonly [number, number])[] {
  const pattern = namePattern(name)
  const own: (readonly [number, number])[] = []
  const told: (readonly [number, number])[] = []
  manuscript.lines.forEach(({ run }, index) => {
    for (const { 0: found, index: at } of run.text.matchAll(pattern)) {
      const place = sourceSpan(run, at, at + found.length)
      if (isOfStory(structure.roles[index])) told.push(place)
      else own.push(place)
    }
  })
  const known = [...own, ...told]
  const behind = [...lines.text.matchAll(pattern)]
    .map(({ 0: found, index }) => [index, index + found.length] as const)
    .filter(([from, to]) => known.every(([at, until]) => to <= at || from >= until))
  return [...own, ...behind].toSorted(([a], [b]) => a - b)
}
