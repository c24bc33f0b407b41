/**
 * Finds the chapters of a work again in what an import makes of it now, so that each keeps its versions and the names
 * of its paragraphs when a part comes in between, a file is edited, or intake divides a source another way.
 *
 *     before   part 1 · part 3            now   part 1 · part 2 · part 3      part 1 → first, part 3 → third
 *
 * Chapters of the same source pair in their order as long as it gives as many as before; the rest by how much of their
 * text is the same. A chapter that is not found again is a new one: a wrong pair would file one story's text under the
 * history of another.
 */
import { plainText } from '../../document/plain-text.ts'
import { readStoryHtml } from '../../document/story-html.ts'
import { lettersOf, likeness, sketchOf } from '../../intake/assemble/index.ts'

export interface KnownChapter {
  readonly id: number
  readonly position: number
  readonly sourceSha256: string | null
  readonly html: string
}

interface NewChapter {
  readonly sourceSha256: string | null
  readonly html: string
}

/** As for sources: from here on a text is another version of the other. */
const SAME_CHAPTER = 0.35
/** How far from its place a chapter is looked for. */
const WINDOW = 24

/** For each chapter of now the one it was before, if any. */
export function matchChapters<Chapter extends KnownChapter>(
  before: readonly Chapter[],
  now: readonly NewChapter[],
): (Chapter | undefined)[] {
  const matched: (Chapter | undefined)[] = now.map(() => undefined)
  const left = new Set(before)
  const take = (index: number, chapter: Chapter): void => {
    matched[index] = chapter
    left.delete(chapter)
  }
  const bySource = Map.groupBy(before, ({ sourceSha256 }) => sourceSha256)
  const indexes = Map.groupBy(now.keys(), (index) => now[index]?.sourceSha256 ?? '')
  for (const [sha256, places] of indexes) {
    const same = bySource.get(sha256) ?? []
    if (same.length === places.length) same.forEach((chapter, i) => take(places[i] as number, chapter))
  }
  const open = [...now.keys()].filter((index) => matched[index] === undefined)
  matchByText(open, now, left, take)
  const rest = open.filter((index) => matched[index] === undefined)
  const [only] = left
  // A short text that was edited may have no five words in a row in common with itself.
  if (rest.length === 1 && left.size === 1 && only?.position === rest[0] && before.length === now.length) {
    take(rest[0] as number, only as Chapter)
  }
  return matched
}

function matchByText<Chapter extends KnownChapter>(
  open: readonly number[],
  now: readonly NewChapter[],
  left: ReadonlySet<Chapter>,
  take: (index: number, chapter: Chapter) => void,
): void {
  if (left.size === 0) return
  const sketches = new Map([...left].map((chapter) => [chapter, sketchOfHtml(chapter.html)]))
  for (const index of open) {
    const sketch = sketchOfHtml(now[index]?.html ?? '')
    const near = [...left].filter(({ position }) => Math.abs(position - index) <= WINDOW)
    const [best] = near
      .map((chapter) => ({ chapter, alike: likeness(sketches.get(chapter) ?? [], sketch) }))
      .toSorted((a, b) => b.alike - a.alike)
    if (best !== undefined && best.alike >= SAME_CHAPTER) take(index, best.chapter)
  }
}

function sketchOfHtml(html: string): readonly number[] {
  return sketchOf(lettersOf(plainText(readStoryHtml(html))))
}
