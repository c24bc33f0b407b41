/**
 * Take story HTML apart into blocks, without recursion and in one pass.
 *
 * It knows the shape of what `writeStoryHtml` writes (no `>` in a value, no white space in a tag, every element
 * closed) and gives up on anything else that it cannot understand. Whether what it understood is allowed is not asked
 * here: `readStoryHtml` writes it again and compares.
 */
import { isDirection, isDivClass, isSectionClass } from './attributes.ts'
import { type Block, INLINE_NAMES, type Inline } from './tree.ts'

/** The blocks, or undefined where the text is not even shaped like story HTML. */
export function parseStoryHtml(html: string): readonly Block[] | undefined {
  const root: Frame = { name: '', holds: 'blocks', values: {}, children: [] }
  const open: Frame[] = [root]
  let at = 0
  while (at < html.length) {
    const frame = open.at(-1) as Frame
    const tag = html.indexOf('<', at)
    const text = html.slice(at, tag === -1 ? html.length : tag)
    if (frame.holds === 'inlines') {
      if (text !== '') frame.children.push(decode(text))
    } else if (text !== '' && (text !== '\n' || frame !== root)) return undefined
    if (tag === -1) break
    const end = html.indexOf('>', tag)
    if (end === -1) return undefined
    const isDone =
      html.charAt(tag + 1) === '/' ? close(open, html.slice(tag + 2, end)) : start(open, html.slice(tag + 1, end))
    if (!isDone) return undefined
    at = end + 1
  }
  return open.length === 1 ? (root.children as readonly Block[]) : undefined
}

type Values = Readonly<Record<string, string>>

interface Frame {
  readonly name: string
  readonly holds: 'blocks' | 'inlines'
  readonly values: Values
  readonly children: (Block | Inline)[]
}

const NO_VALUES: Values = {}
const INLINE: ReadonlySet<string> = new Set(INLINE_NAMES)
const TEXT: ReadonlySet<string> = new Set(['p', 'h3', 'h4', 'h5', 'pre', 'figcaption', 'caption', 'ins'])
const FRAMES: ReadonlySet<string> = new Set(
  'blockquote ul ol li table tr td th header footer div section figure'.split(' '),
)
const IMAGE_ADDRESS = '/sources/'

/** Take in a start tag, written without its brackets: `p id="b1"`, `br/`. */
function start(open: Frame[], tag: string): boolean {
  const isVoid = tag.endsWith('/')
  const space = tag.indexOf(' ')
  const name = tag.slice(0, space === -1 ? tag.length - (isVoid ? 1 : 0) : space)
  const values = space === -1 ? NO_VALUES : valuesOf(isVoid ? tag.slice(space, -1) : tag.slice(space))
  if (values === undefined) return false
  const frame = open.at(-1) as Frame
  if (isVoid) {
    const node = voidOf(name, values)
    if (node !== undefined) frame.children.push(node)
    return node !== undefined && (node.kind === 'br') === (frame.holds === 'inlines')
  }
  const isInline = INLINE.has(name)
  if (isInline !== (frame.holds === 'inlines') || (!isInline && !TEXT.has(name) && !FRAMES.has(name))) return false
  open.push({ name, holds: FRAMES.has(name) ? 'blocks' : 'inlines', values, children: [] })
  return true
}

/** Take in an end tag. */
function close(open: Frame[], name: string): boolean {
  const frame = open.pop()
  const parent = open.at(-1)
  if (frame === undefined || parent === undefined || frame.name !== name) return false
  const node = nodeOf(frame)
  if (node !== undefined) parent.children.push(node)
  return node !== undefined
}

function voidOf(name: string, values: Values): Block | { readonly kind: 'br' } | undefined {
  if (name === 'br') return { kind: 'br' }
  if (name === 'hr') return { kind: 'hr', ...common(values) }
  if (name !== 'img' || !values['src']?.startsWith(IMAGE_ADDRESS) || values['alt'] === undefined) return undefined
  return { kind: 'img', ...common(values), sha256: values['src'].slice(IMAGE_ADDRESS.length), alt: values['alt'] }
}

/** The node of a closed element. That its children are of its sort is what `start` saw to. */
function nodeOf({ name, values, children }: Frame): Block | Inline | undefined {
  const className = values['class'] ?? ''
  const own = common(values)
  if (INLINE.has(name)) {
    const href = values['href'] === undefined ? undefined : { href: values['href'] }
    return { kind: name, ...href, ...own, ...(className !== '' && { className }), children } as Inline
  }
  if (name === 'ins') return className === 'gap' ? ({ kind: 'gap', ...own, children } as Block) : undefined
  if (name === 'div') return isDivClass(className) ? ({ kind: name, className, ...own, children } as Block) : undefined
  if (name === 'section') {
    return isSectionClass(className) ? ({ kind: name, className, ...own, children } as Block) : undefined
  }
  return { kind: name, ...own, children } as Block
}

function common(values: Values): Pick<Block, 'id' | 'lang' | 'dir'> {
  if (values === NO_VALUES) return NO_VALUES
  return {
    ...(values['id'] !== undefined && { id: values['id'] }),
    ...(values['lang'] !== undefined && { lang: values['lang'] }),
    ...(values['dir'] !== undefined && isDirection(values['dir']) && { dir: values['dir'] }),
  }
}

/** Attributes, each with a space before it: ` id="b1" class="letter"`. */
function valuesOf(text: string): Values | undefined {
  const values: Record<string, string> = Object.create(null) as Record<string, string>
  let at = 0
  while (at < text.length) {
    const equals = text.indexOf('="', at)
    const end = equals === -1 ? -1 : text.indexOf('"', equals + 2)
    if (end === -1 || text.charAt(at) !== ' ') return undefined
    values[text.slice(at + 1, equals)] = decode(text.slice(equals + 2, end))
    at = end + 1
  }
  return values
}

function decode(text: string): string {
  if (!text.includes('&')) return text
  return text.replaceAll(/&#(\d{1,7});/g, (entity, code: string) =>
    Number(code) <= 0x10ffff ? String.fromCodePoint(Number(code)) : entity,
  )
}
