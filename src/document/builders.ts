/**
 * Write trees by hand, for tests: `work(ch('One', p('a', em('b'))))`.
 *
 * Every function is named for what it makes. `marked` puts an id, a language or a direction on a block.
 */
import type {
  Block,
  Chapter,
  ContainerBlock,
  Direction,
  DivBlock,
  DivClass,
  FigureBlock,
  GapBlock,
  ImageBlock,
  Inline,
  InlineElement,
  InlineName,
  LineBreak,
  SectionBlock,
  SectionClass,
  TextBlock,
} from './tree.ts'

export function work(...chapters: readonly Chapter[]): readonly Chapter[] {
  return chapters
}

export function ch(title: string | null, ...blocks: readonly Block[]): Chapter {
  return { title, blocks }
}

/** The block with attributes, such as its id. */
export function marked<B extends Block>(
  attributes: { readonly id?: string; readonly lang?: string; readonly dir?: Direction },
  block: B,
): B {
  return { ...block, ...attributes }
}

export const p = text('p')
export const h3 = text('h3')
export const h4 = text('h4')
export const h5 = text('h5')
export const pre = text('pre')
export const caption = text('caption')
export const figcaption = text('figcaption')

export const hr: Block = { kind: 'hr' }
export const br: LineBreak = { kind: 'br' }

export function gap(...children: readonly Inline[]): GapBlock {
  return { kind: 'gap', children }
}

export const blockquote = container('blockquote')
export const ul = container('ul')
export const ol = container('ol')
export const li = container('li')
export const table = container('table')
export const tr = container('tr')
export const td = container('td')
export const th = container('th')
export const header = container('header')
export const footer = container('footer')

export const letter = div('letter')
export const diary = div('diary')
export const verse = div('verse')
export const centre = div('centre')
export const right = div('right')
export const note = div('note')

export const pov = section('pov')
export const narration = section('narration')

export function figure(...children: FigureBlock['children']): FigureBlock {
  return { kind: 'figure', children }
}

export function img(sha256: string, alt: string): ImageBlock {
  return { kind: 'img', sha256, alt }
}

export const em = inline('em')
export const strong = inline('strong')
export const i = inline('i')
export const b = inline('b')
export const u = inline('u')
export const s = inline('s')
export const small = inline('small')
export const sub = inline('sub')
export const sup = inline('sup')
export const code = inline('code')
export const q = inline('q')
export const cite = inline('cite')
export const abbr = inline('abbr')
export const ruby = inline('ruby')
export const rt = inline('rt')
export const rp = inline('rp')

export function a(href: string, ...children: readonly Inline[]): InlineElement {
  return { kind: 'a', href, children }
}

export function span(
  attributes: Pick<InlineElement, 'lang' | 'dir' | 'className'>,
  ...children: readonly Inline[]
): InlineElement {
  return { kind: 'span', ...attributes, children }
}

function text(kind: TextBlock['kind']): (...children: readonly Inline[]) => TextBlock {
  return (...children) => ({ kind, children })
}

function container(kind: ContainerBlock['kind']): (...children: readonly Block[]) => ContainerBlock {
  return (...children) => ({ kind, children })
}

function div(className: DivClass): (...children: readonly Block[]) => DivBlock {
  return (...children) => ({ kind: 'div', className, children })
}

function section(className: SectionClass): (...children: readonly Block[]) => SectionBlock {
  return (...children) => ({ kind: 'section', className, children })
}

function inline(kind: InlineName): (...children: readonly Inline[]) => InlineElement {
  return (...children) => ({ kind, children })
}
