/**
 * The works of the archive as they are known here: a large shelf that stays as it is, and a small one above it with those
 * that changed since. When the small one gets large, both are to be made anew from the store.
 */
import type { Viewer } from '../../platform/db/visibility.ts'
import type { WorkDocument } from '../documents/index.ts'
import type { Answer, Condition, Question } from '../question.ts'
import { answer, type Found, findMatches } from './answer.ts'
import { type Bits, clearBit, countBits, hasBit, nthBit } from './bits.ts'
import { buildShelf } from './build-shelf.ts'
import { evaluate } from './evaluate.ts'
import { type Layer, newLayer, visibleWorks } from './layer.ts'
import { findWork, type Shelf } from './shelf.ts'
import type { Terms } from './terms.ts'
import type { Tags } from './terms-of-work.ts'

export interface Catalogue {
  readonly terms: Terms
  readonly tags: Tags
  readonly base: Layer
  /** Works that changed since the base was made, by key. */
  readonly changed: ReadonlyMap<number, WorkDocument>
  readonly layers: readonly Layer[]
  /** What was asked last, by the question but for its page. */
  readonly answered: Map<string, Found>
}

/** The part of it that questions need. */
export type Answering = Pick<Catalogue, 'terms' | 'layers' | 'answered'>

/** Of a million works each takes an eighth of a megabyte. */
const ANSWERS_KEPT = 20

export function newCatalogue(shelf: Shelf, terms: Terms, tags: Tags): Catalogue {
  const base = newLayer(shelf, terms)
  return { terms, tags, base, changed: new Map(), layers: [base], answered: new Map() }
}

/** `changed` are the works that changed, `found` those of them that are still there. */
export function withChanges(
  catalogue: Catalogue,
  changed: Iterable<number>,
  found: readonly WorkDocument[],
  tags: Tags,
): Catalogue {
  const { terms, base } = catalogue
  const valid = base.valid.slice()
  const documents = new Map(catalogue.changed)
  for (const key of changed) {
    documents.delete(key)
    const work = findWork(base.shelf, key)
    if (work >= 0) clearBit(valid, work)
  }
  for (const work of found) documents.set(work.key, work)
  const builder = buildShelf(tags, terms)
  for (const work of [...documents.values()].toSorted((a, b) => a.key - b.key)) builder.add(work)
  const below = newLayer(base.shelf, terms, valid)
  const layers = [below, newLayer(builder.finish(), terms)]
  return { terms, tags, base: below, changed: documents, layers, answered: new Map() }
}

export function countWorks({ layers }: Pick<Catalogue, 'layers'>): number {
  return sum(layers.map(({ valid }) => countBits(valid)))
}

/** The works that have one of these tags, as written or by what it leads to. */
export function listWorksWithTags({ layers }: Catalogue, keys: readonly number[]): readonly number[] {
  const found: number[] = []
  for (const layer of layers) {
    const bits = evaluate(layer, { kind: 'archivist' }, { kind: 'tag', keys }, layer.valid)
    for (let n = 0; n < layer.shelf.size; n++) if (hasBit(bits, n)) found.push(layer.shelf.keys[n] as number)
  }
  return found
}

export function askCatalogue({ layers, terms, answered }: Answering, question: Question): Answer {
  const name = nameOfQuestion(question)
  let found = name === null ? undefined : answered.get(name)
  if (found === undefined) {
    found = findMatches(layers, terms, question)
    if (name !== null) keep(answered, name, found)
  }
  return answer(layers, question, found)
}

function keep(answered: Map<string, Found>, name: string, found: Found): void {
  if (answered.size >= ANSWERS_KEPT) answered.delete(answered.keys().next().value as string)
  answered.set(name, found)
}

/** Null for one with works that were found by other means: it is hardly asked twice, and its name would be long. */
function nameOfQuestion({ viewer, condition, hidden, facets, top }: Question): string | null {
  let isLong = false
  const name = JSON.stringify([viewer, condition, hidden, facets, top], (_, value: unknown) => {
    if (value instanceof Uint32Array) {
      isLong = true
      return null
    }
    return value
  })
  return isLong ? null : name
}

export function countConditions(
  { layers }: Pick<Catalogue, 'layers'>,
  viewer: Viewer,
  conditions: readonly Condition[],
): number[] {
  return conditions.map((condition) => sum(fittingWorks(layers, viewer, condition).map(countBits)))
}

/** `chance` is from 0 up to 1, without it. */
export function pickRandom(
  { layers }: Pick<Catalogue, 'layers'>,
  viewer: Viewer,
  condition: Condition,
  chance: number,
): number | null {
  const fitting = fittingWorks(layers, viewer, condition)
  const counts = fitting.map(countBits)
  let left = Math.floor(chance * sum(counts))
  for (const [i, layer] of layers.entries()) {
    const count = counts[i] as number
    if (left < count) return layer.shelf.keys[nthBit(fitting[i] as Bits, left) as number] ?? null
    left -= count
  }
  return null
}

function fittingWorks(layers: readonly Layer[], viewer: Viewer, condition: Condition): readonly Bits[] {
  return layers.map((layer) => evaluate(layer, viewer, condition, visibleWorks(layer, viewer)))
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0)
}
