/**
 * A story as a typed tree: what a chapter may hold, and nothing else.
 *
 * The lists of elements are those of "The text itself" in docs/story-html.md. Whatever is not in them cannot be
 * said here, which is why nothing hostile survives being read into this tree and written out again.
 *
 * Values are immutable. Text nodes are plain strings, in the order in which they are read; they never hold markup.
 */

/** Number of the list of elements below; kept with every stored text, so that a later list can tell the older ones. */
export const STORY_FORMAT = 1

export const INLINE_NAMES = [
  'em',
  'strong',
  'i',
  'b',
  'u',
  's',
  'small',
  'sub',
  'sup',
  'code',
  'a',
  'q',
  'cite',
  'abbr',
  'ruby',
  'rt',
  'rp',
  'span',
] as const
export type InlineName = (typeof INLINE_NAMES)[number]

export type Direction = 'ltr' | 'rtl' | 'auto'

export interface InlineElement {
  readonly kind: InlineName
  /** Only on `a`: an http, https or mailto address. */
  readonly href?: string
  /** Only on `span`, like `dir` and `className`. */
  readonly lang?: string
  readonly dir?: Direction
  readonly className?: 'smallcaps'
  readonly children: readonly Inline[]
}

/** A line break inside a block. */
export interface LineBreak {
  readonly kind: 'br'
}

export type Inline = string | InlineElement | LineBreak

interface BlockAttributes {
  /** A letter and a number, given once in its chapter and never again. */
  readonly id?: string
  readonly lang?: string
  readonly dir?: Direction
}

/** Blocks that hold running text. */
export interface TextBlock extends BlockAttributes {
  readonly kind: 'p' | 'h3' | 'h4' | 'h5' | 'pre' | 'figcaption' | 'caption'
  readonly children: readonly Inline[]
}

/** A marked boundary between sections. */
export interface BreakBlock extends BlockAttributes {
  readonly kind: 'hr'
}

/** Where something is known to be missing; `children` is the sentence that says what. */
export interface GapBlock extends BlockAttributes {
  readonly kind: 'gap'
  readonly children: readonly Inline[]
}

export const DIV_CLASSES = ['letter', 'diary', 'verse', 'centre', 'right', 'note'] as const
export type DivClass = (typeof DIV_CLASSES)[number]

export const SECTION_CLASSES = ['pov', 'narration'] as const
export type SectionClass = (typeof SECTION_CLASSES)[number]

/** Blocks that hold blocks. `header` and `footer` stand inside a letter only, for salutation and signature. */
export interface ContainerBlock extends BlockAttributes {
  readonly kind: 'blockquote' | 'ul' | 'ol' | 'li' | 'table' | 'tr' | 'td' | 'th' | 'header' | 'footer'
  readonly children: readonly Block[]
}

export interface DivBlock extends BlockAttributes {
  readonly kind: 'div'
  readonly className: DivClass
  readonly children: readonly Block[]
}

export interface SectionBlock extends BlockAttributes {
  readonly kind: 'section'
  readonly className: SectionClass
  readonly children: readonly Block[]
}

/** An image by our own reference (the SHA-256 of a source), never by somebody else's address. */
export interface ImageBlock extends BlockAttributes {
  readonly kind: 'img'
  readonly sha256: string
  readonly alt: string
}

export interface FigureBlock extends BlockAttributes {
  readonly kind: 'figure'
  readonly children: readonly (ImageBlock | TextBlock)[]
}

export type Block =
  | TextBlock
  | BreakBlock
  | GapBlock
  | ContainerBlock
  | DivBlock
  | SectionBlock
  | ImageBlock
  | FigureBlock

/** A published unit of a work. The title is the chapter's heading as the author wrote it; many have none. */
export interface Chapter {
  readonly title: string | null
  readonly blocks: readonly Block[]
}
