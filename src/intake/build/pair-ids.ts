/**
 * Gives two readings of one source, with and without its repairs, the same ids: blocks that start on the same line are
 * the same block, whatever damage did to their letters.
 */
import type { Built } from './build-chapters.ts'
import { idGiver, numberedBlocks, renumber } from './number-blocks.ts'

/** `built` with the ids of `model`; both come from the same structure. */
export function pairIds(model: Built, built: Built): Built {
  const modelIds = idsByPlace(model)
  const builtIds = idsByPlace(built)
  const renamed = new Map<string, string>()
  const chapters = built.chapters.map((chapter, index) => {
    const known = modelIds[index] ?? new Map<string, string>()
    const giveId = idGiver(known.values())
    const places = builtIds[index] ?? new Map<string, string>()
    for (const [place, id] of places) renamed.set(`${index} ${id}`, known.get(place) ?? giveId())
    const ids = numberedBlocks(chapter.blocks).map((block) => renamed.get(`${index} ${block.id ?? ''}`) ?? giveId())
    return { ...chapter, blocks: renumber(chapter.blocks, (at) => ids[at] as string) }
  })
  const places = built.places.map((place) => ({
    ...place,
    id: renamed.get(`${place.chapter} ${place.id}`) ?? place.id,
  }))
  return { chapters, places }
}

/** For each chapter the ids by place: the line, and which of the blocks that start on it. */
function idsByPlace({ chapters, places }: Built): Map<string, string>[] {
  const ids = chapters.map(() => new Map<string, string>())
  const counts = new Map<string, number>()
  for (const { chapter, id, startLine } of places) {
    const line = `${chapter} ${startLine}`
    const count = counts.get(line) ?? 0
    counts.set(line, count + 1)
    ids[chapter]?.set(`${startLine} ${count}`, id)
  }
  return ids
}
