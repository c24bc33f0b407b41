/**
 * The stored text of a chapter as a page shows it: unparsed, as bytes, with four changes that need no parsing.
 *
 *     <hr id="b3"/>            gets its spoken name, "scene break"
 *     <p id="b4">…</p>         is followed by a plain line where something may be missing there
 *     href="http://old.site/…" leads to where the things of a rescued site are here
 *     id="b4"                  becomes id="c2-b4" on a page with several chapters, where ids would meet
 *
 * Story HTML never has a `<` that does not begin a tag, and writes a block's id right behind its name; so a tag can be
 * told from the same letters in somebody's prose.
 */
import { html } from '../../ui/index.ts'
import { type OldSite, withLinksHere } from '../addresses/index.ts'

export interface PlacedNote {
  readonly blockId: string
  readonly note: string
}

export interface StoryPlace {
  readonly notes: readonly PlacedNote[]
  /** Address of "About this copy". */
  readonly about: string
  /** Before every block's id; empty where the page has one chapter. */
  readonly idPrefix: string
  /** The site it was rescued from. */
  readonly site?: OldSite | null
}

export function storyBytes(story: Uint8Array, { notes, about, idPrefix, site = null }: StoryPlace): Uint8Array {
  if (site !== null && hasLink(story)) {
    const linked = Buffer.from(withLinksHere(Buffer.from(story).toString(), site))
    return storyBytes(linked, { notes, about, idPrefix })
  }
  if (notes.length === 0 && idPrefix === '') return asItIsShown(story)
  let markup = Buffer.from(story).toString()
  for (const [blockId, words] of groupByBlock(notes)) markup = noteBehind(markup, blockId, doubtLine(words, about))
  if (idPrefix !== '') markup = markup.replaceAll(BLOCK_ID, `$1${idPrefix}`)
  return withSpokenBreaks(Buffer.from(markup))
}

function hasLink(story: Uint8Array): boolean {
  return Buffer.from(story.buffer, story.byteOffset, story.byteLength).includes(LINK)
}

const LINK = Buffer.from('href="http')
const BREAK = Buffer.from('<hr')
const SPOKEN_BREAK = Buffer.from('<hr aria-label="scene break"')

/** What a text looks like where nothing else is changed, as long as somebody keeps the text. */
const shown = new WeakMap<Uint8Array, Uint8Array>()

function asItIsShown(story: Uint8Array): Uint8Array {
  const known = shown.get(story)
  if (known !== undefined) return known
  const bytes = withSpokenBreaks(story)
  shown.set(story, bytes)
  return bytes
}

/** Every `<hr` with its name. */
function withSpokenBreaks(story: Uint8Array): Uint8Array {
  const bytes = Buffer.from(story.buffer, story.byteOffset, story.byteLength)
  const pieces: Uint8Array[] = []
  let from = 0
  for (let at = bytes.indexOf(BREAK); at >= 0; at = bytes.indexOf(BREAK, from)) {
    pieces.push(bytes.subarray(from, at), SPOKEN_BREAK)
    from = at + BREAK.length
  }
  return from === 0 ? bytes : Buffer.concat([...pieces, bytes.subarray(from)])
}

/** `<p id="`, up to where the id begins. */
const BLOCK_ID = /(<[a-z][a-z0-9]* id=")/g

function groupByBlock(notes: readonly PlacedNote[]): ReadonlyMap<string, readonly string[]> {
  const byBlock = new Map<string, string[]>()
  for (const { blockId, note } of notes) {
    const words = byBlock.get(blockId)
    if (words === undefined) byBlock.set(blockId, [note])
    else if (!words.includes(note)) words.push(note)
  }
  return byBlock
}

function doubtLine(words: readonly string[], about: string): string {
  return html`<p class="doubt" lang="en" dir="ltr">${words.join(' ')} <a href="${about}">About this copy</a></p>`.markup
}

/** Blocks that hold running text and so end at their own next end tag. */
const ENDS_WITH_ITS_TAG = new Set(['p', 'h3', 'h4', 'h5', 'pre', 'ins'])
/** Blocks before which a paragraph may stand. */
const MAY_FOLLOW_A_PARAGRAPH = new Set(['blockquote', 'ul', 'ol', 'table', 'figure', 'div', 'section'])

function noteBehind(story: string, blockId: string, note: string): string {
  const tag = findTag(story, blockId)
  if (tag === undefined) return story
  if (tag.name === 'hr') return insert(story, story.indexOf('>', tag.at) + 1, note)
  if (ENDS_WITH_ITS_TAG.has(tag.name)) {
    const end = `</${tag.name}>`
    return insert(story, story.indexOf(end, tag.at) + end.length, note)
  }
  return MAY_FOLLOW_A_PARAGRAPH.has(tag.name) ? insert(story, tag.at, note) : story
}

function findTag(story: string, blockId: string): { readonly at: number; readonly name: string } | undefined {
  const attribute = ` id="${blockId}"`
  for (let found = story.indexOf(attribute); found >= 0; found = story.indexOf(attribute, found + 1)) {
    const at = story.lastIndexOf('<', found)
    const name = story.slice(at + 1, found)
    if (at >= 0 && /^[a-z][a-z0-9]{0,10}$/.test(name)) return { at, name }
  }
  return undefined
}

function insert(text: string, at: number, what: string): string {
  return text.slice(0, at) + what + text.slice(at)
}
