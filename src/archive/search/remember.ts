/** Finds the works that fit most of what somebody remembers, and says of each which memories fit. */
import type { Passage, TextPart } from '../../search/indexes.ts'
import type { Condition } from '../../search/question.ts'
import { type Blurb, listWorksByKey } from '../works/index.ts'
import type { Asking } from './asking.ts'
import { matchMostInStore } from './match-most-store.ts'
import type { Memory, MemoryField } from './memories.ts'
import { resolveQuery } from './resolve.ts'

export interface FittingWork {
  readonly work: Blurb
  readonly fits: readonly MemoryFit[]
  readonly passages: readonly Passage[]
}

export interface MemoryFit {
  readonly field: MemoryField
  readonly fitting: readonly string[]
  readonly missing: readonly string[]
}

export interface RememberedWorks {
  readonly works: readonly FittingWork[]
  readonly isNamesOnly: boolean
}

/** Works that are weighed, and those shown. */
const WEIGHED = 200
const SHOWN = 20

export async function findRemembered(
  asking: Asking,
  memories: readonly Memory[],
  hidden: Condition | undefined,
): Promise<RememberedWorks> {
  const { conditions, parts, isNamesOnly } = await conditionsOf(asking, memories)
  if (conditions.length === 0) return { works: [], isNamesOnly }
  const wanted = conditions.map(
    (condition): Condition =>
      hidden === undefined ? condition : { kind: 'all', of: [condition, { kind: 'not', of: hidden }] },
  )
  const { db, viewer, indexes } = asking
  const found =
    (await indexes.tags?.matchMost(viewer, wanted, WEIGHED)) ?? (await matchMostInStore(db, viewer, wanted, WEIGHED))
  const best = found
    .map(({ work, fits }) => ({ key: work, fits: fitsOf(memories, fits) }))
    .map((each) => ({ ...each, score: scoreOf(each.fits) }))
    .toSorted((a, b) => b.score - a.score || a.key - b.key)
    .slice(0, SHOWN)
  const keys = best.map(({ key }) => key)
  const [works, passages] = await Promise.all([
    listWorksByKey(db, viewer, keys),
    keys.length > 0 && parts.length > 0 ? indexes.words?.passages(viewer, keys, parts) : null,
  ])
  return {
    isNamesOnly,
    works: works.flatMap((work) => {
      const fits = best.find(({ key }) => key === work.key)?.fits
      return fits === undefined ? [] : [{ work, fits, passages: passages?.get(work.key) ?? [] }]
    }),
  }
}

async function conditionsOf(
  asking: Asking,
  memories: readonly Memory[],
): Promise<{
  readonly conditions: readonly Condition[]
  readonly parts: readonly TextPart[]
  readonly isNamesOnly: boolean
}> {
  const conditions: Condition[] = []
  const parts: TextPart[] = []
  let isNamesOnly = false
  for (const { clause } of memories.flatMap((memory) => memory.parts)) {
    const resolved = await resolveQuery(asking, { clause })
    conditions.push(resolved.condition)
    parts.push(...resolved.parts)
    isNamesOnly ||= resolved.isNamesOnly
  }
  return { conditions, parts, isNamesOnly }
}

function fitsOf(memories: readonly Memory[], bits: number): readonly MemoryFit[] {
  let at = 0
  return memories.map(({ field, parts }) => {
    const isFitting = parts.map((_, i) => (bits & (1 << (at + i))) !== 0)
    at += parts.length
    return {
      field,
      fitting: parts.filter((_, i) => isFitting[i]).map(({ words }) => words),
      missing: parts.filter((_, i) => !isFitting[i]).map(({ words }) => words),
    }
  })
}

/** Each memory is worth as much as another; in part, as much as of it fits. */
function scoreOf(fits: readonly MemoryFit[]): number {
  return fits.reduce((sum, { fitting, missing }) => sum + fitting.length / (fitting.length + missing.length), 0)
}
