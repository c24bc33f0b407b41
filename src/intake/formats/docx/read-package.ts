/**
 * The parts of a DOCX file that hold the story: found by the relationships that name them, or by their usual names.
 *
 * Parts outside the file (`TargetMode="External"`) are never looked for: of them only addresses of links are kept.
 */
import type { RefusalFact } from '../../reading.ts'
import { decodeXml } from '../xml/decode-xml.ts'
import { type Prefixes, readXml, type XmlElement } from '../xml/read-xml.ts'
import { findAll } from '../xml/walk-xml.ts'
import { isRefusal, type Zip } from '../zip/read-zip.ts'

const OOXML = 'http://schemas.openxmlformats.org'
const STRICT = 'http://purl.oclc.org/ooxml'

const PREFIXES: Prefixes = {
  [`${OOXML}/wordprocessingml/2006/main`]: 'w',
  [`${STRICT}/wordprocessingml/main`]: 'w',
  [`${OOXML}/officeDocument/2006/relationships`]: 'r',
  [`${STRICT}/officeDocument/relationships`]: 'r',
  [`${OOXML}/markup-compatibility/2006`]: 'mc',
  [`${OOXML}/officeDocument/2006/math`]: 'm',
  [`${STRICT}/officeDocument/math`]: 'm',
  [`${OOXML}/package/2006/relationships`]: '',
  [`${OOXML}/package/2006/metadata/core-properties`]: 'cp',
  'http://purl.org/dc/elements/1.1/': 'dc',
  'http://purl.org/dc/terms/': 'dcterms',
  'urn:schemas-microsoft-com:vml': 'v',
  'urn:schemas-microsoft-com:office:office': 'o',
}

const PARTS = ['styles', 'numbering', 'footnotes', 'endnotes', 'comments'] as const
export type PartName = (typeof PARTS)[number]

export interface Package {
  readonly body: XmlElement
  readonly parts: Readonly<Partial<Record<PartName, XmlElement>>>
  readonly core: XmlElement | null
  /** Addresses of links, by the id of the relationship. */
  readonly links: ReadonlyMap<string, string>
  /** Roots of headers and footers of pages. */
  readonly furniture: readonly XmlElement[]
  /** Parts that were cut off or damaged, by their names in the file. */
  readonly damaged: readonly string[]
  readonly isBodyDamaged: boolean
}

const USUAL_MAIN = 'word/document.xml'

interface Relationship {
  readonly id: string
  /** The last word of the address that names the kind. */
  readonly kind: string
  readonly target: string
  readonly isOutside: boolean
}

export function readPackage(zip: Zip): Package | RefusalFact {
  const damaged: string[] = []
  let refusal: RefusalFact | null = null
  const read = (name: string): XmlElement | null => {
    const part = zip.read(name)
    if (part === undefined || refusal !== null) return null
    if (isRefusal(part)) {
      refusal = part
      return null
    }
    const reading = readXml(decodeXml(part.bytes), PREFIXES)
    if (reading.damage === 'too-large') refusal = TOO_LARGE
    if (part.damage !== null || reading.damage !== null) damaged.push(name)
    return reading.root
  }
  const top = relationshipsOf(read('_rels/.rels'), '')
  const main = targetOf(top, 'officeDocument') ?? USUAL_MAIN
  const folder = main.slice(0, main.lastIndexOf('/') + 1)
  const own = relationshipsOf(read(`${folder}_rels/${main.slice(folder.length)}.rels`), folder)
  const body = read(main) ?? (main === USUAL_MAIN ? null : read(USUAL_MAIN))
  const isBodyDamaged = damaged.includes(main) || damaged.includes(USUAL_MAIN)
  const parts: Partial<Record<PartName, XmlElement>> = {}
  for (const name of PARTS) {
    const part = read(targetOf(own, name) ?? `${folder}${name}.xml`)
    if (part !== null) parts[name] = part
  }
  const core = read(targetOf(top, 'core-properties') ?? 'docProps/core.xml')
  const furniture = own.filter(({ kind, isOutside }) => (kind === 'header' || kind === 'footer') && !isOutside)
  const roots = furniture.map(({ target }) => read(target)).filter((root) => root !== null)
  if (refusal !== null) return refusal
  if (body === null) return zip.isCut ? CUT : NO_TEXT
  const links = own.filter(({ kind, isOutside }) => kind === 'hyperlink' && isOutside)
  return {
    body,
    parts,
    core,
    links: new Map(links.map(({ id, target }) => [id, target])),
    furniture: roots,
    damaged,
    isBodyDamaged,
  }
}

const TOO_LARGE: RefusalFact = {
  code: 'too-large',
  why: 'This document has millions of elements, more than any story. It is kept as it came.',
}
const CUT: RefusalFact = {
  code: 'truncated-container',
  why: 'This Word file is cut off before its text begins. What there is of it is kept.',
}
const NO_TEXT: RefusalFact = { code: 'no-story', why: 'This Word file holds no text.' }

function relationshipsOf(root: XmlElement | null, folder: string): readonly Relationship[] {
  return findAll(root, 'Relationship').map(({ attributes }) => {
    const target = attributes['Target'] ?? ''
    const isOutside = attributes['TargetMode'] === 'External'
    const kind = attributes['Type'] ?? ''
    return {
      id: attributes['Id'] ?? '',
      kind: kind.slice(kind.lastIndexOf('/') + 1),
      target: isOutside ? target : resolve(folder, target),
      isOutside,
    }
  })
}

function targetOf(relationships: readonly Relationship[], kind: string): string | undefined {
  return relationships.find((one) => one.kind === kind && !one.isOutside)?.target
}

/** `/word/a.xml` and `a.xml` beside `word/document.xml` are the same part; `..` goes up. */
function resolve(folder: string, target: string): string {
  const path: string[] = []
  for (const step of (target.startsWith('/') ? target : folder + target).split('/')) {
    if (step === '..') path.pop()
    else if (step !== '' && step !== '.') path.push(step)
  }
  return path.join('/')
}
