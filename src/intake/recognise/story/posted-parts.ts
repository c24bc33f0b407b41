/**
 * Finds the parts of a story that was posted in parts and saved into one file, each with its own header.
 *
 *     Title: Porchlight (1/3)     Author: …          story …
 *     Title: Porchlight (2/3)     Author: …          story …
 *
 * No heading stands in the story: the header's own statements number the parts, where each of them has story below it
 * and they count upwards. A single one speaks of the whole file, and the number of a page title of nothing.
 */
import type { Body } from './body.ts'
import type { FoundHeading, Headings } from './find-headings.ts'
import { parseHeading } from './parse-heading.ts'
import { type FoundPart, type PartHint, partOfHint } from './part.ts'
import { countWords } from './words.ts'

export interface PostedParts {
  readonly headings: Headings
  /** From the first to the last part in the file: what lies outside is missing. */
  readonly range: FoundPart
}

/** Fewer words below a header are no part. */
const FEWEST_WORDS = 12

export function findPostedParts(body: Body, hints: readonly PartHint[], headings: Headings): PostedParts | null {
  if (headings.whole !== null) return null
  const posts = postsOf(hints)
  const numbered = headings.found.find((heading) => heading.parsed.number !== null)
  if (numbered !== undefined)
    return posts.length === 1 ? withTitledPart(body, posts[0] as Post, numbered, headings) : null
  const [first, last] = [posts[0], posts.at(-1)]
  if (posts.length < 2 || first === undefined || last === undefined) return null
  const isFilled = posts.every((post, i) => hasStory(body, post.line, posts[i + 1]?.line ?? body.lines.length))
  if (!isFilled) return null
  const found = posts.flatMap((post) => headingOf(post))
  if (found.length < posts.length) return null
  const range = { ...first.part, to: last.part.to ?? last.part.number, total: last.part.total }
  const others = headings.found.filter((heading) => posts.every((post) => post.line !== heading.line))
  return {
    headings: { ...headings, found: [...found, ...others].toSorted((a, b) => a.line - b.line) },
    range,
  }
}

/**
 * "Porchlight, part 1" is the title of the file, and further down stands "Porchlight, part 2": the title is the heading
 * of what is above that.
 */
function withTitledPart(body: Body, post: Post, next: FoundHeading, headings: Headings): PostedParts | null {
  if (headings.found[0] !== next) return null
  const isFollowed = post.line < next.line && next.parsed.number === (post.part.to ?? post.part.number) + 1
  const isSameTotal = post.part.total === null || next.parsed.total === null || post.part.total === next.parsed.total
  if (!isFollowed || !isSameTotal || !hasStory(body, post.line, next.line)) return null
  const [heading] = headingOf(post)
  if (heading === undefined || heading.parsed.level !== next.parsed.level) return null
  const last = headings.found.findLast(({ parsed }) => parsed.number !== null)?.parsed.number ?? post.part.number
  const total = post.part.total ?? next.parsed.total
  const found = [heading, ...headings.found].toSorted((a, b) => a.line - b.line)
  return { headings: { ...headings, found }, range: { ...post.part, to: last, total } }
}

interface Post {
  readonly line: number
  readonly part: FoundPart
}

/** One a header, in order; none unless their numbers grow. A subject and a title may both number the same post. */
function postsOf(hints: readonly PartHint[]): Post[] {
  const posts: Post[] = []
  for (const hint of hints.toSorted((a, b) => a.line - b.line)) {
    const part = hint.from === 'page-title' || hint.line < 0 ? null : partOfHint(hint)
    const above = posts.at(-1)
    if (part === null || part.number === above?.part.number) continue
    if (above !== undefined && part.number < above.part.number) return []
    posts.push({ line: hint.line, part })
  }
  return posts
}

function hasStory(body: Body, from: number, until: number): boolean {
  let words = 0
  for (let i = from + 1; i < until && words < FEWEST_WORDS; i++) {
    const line = body.lines[i]
    if (line !== undefined && !line.isTaken && !line.isBlank) words += countWords(line.text, FEWEST_WORDS)
  }
  return words >= FEWEST_WORDS
}

function headingOf({ line, part }: Post): FoundHeading[] {
  const text = /\p{L}/u.test(part.label) ? part.label : `Part ${part.label}`
  const parsed = parseHeading(text)
  return parsed === null
    ? []
    : [{ parsed, line, lastLine: line, text: part.label, rule: 'header-of-part', confidence: part.confidence }]
}
