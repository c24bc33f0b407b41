/** Opens OpenDocument texts: `.odt`, the zip file, and `.fodt`, all in one file of XML. */
import type { RefusalFact } from '../../reading.ts'
import type { OpenedFormat } from '../opened-format.ts'
import { openedWord, type WordDocument } from '../word-document.ts'
import { decodeXml } from '../xml/decode-xml.ts'
import { readXml, type XmlElement, type XmlReading } from '../xml/read-xml.ts'
import { findAll, findChild, textOf } from '../xml/walk-xml.ts'
import { isRefusal, openZip } from '../zip/read-zip.ts'
import { PREFIXES } from './prefixes.ts'
import { readBody } from './read-body.ts'
import { resolveStyles } from './resolve-styles.ts'

export function openOdt(bytes: Uint8Array): OpenedFormat | RefusalFact {
  return openedWord('odt', readOdt(bytes))
}

/** All in one file, which was detected as XML. */
export function openFlatOdt(bytes: Uint8Array): OpenedFormat | RefusalFact {
  return openedWord('fodt', readFlatOdt(bytes))
}

function readOdt(bytes: Uint8Array): WordDocument | RefusalFact {
  const zip = openZip(bytes)
  if ('code' in zip) return zip
  let refusal: RefusalFact | null = null
  const damaged = new Set<string>()
  const read = (name: string): XmlReading => {
    const part = zip.read(name)
    if (part === undefined) return NOTHING
    if (isRefusal(part)) {
      refusal ??= part
      return NOTHING
    }
    const reading = readXml(decodeXml(part.bytes), PREFIXES)
    if (reading.damage !== null || part.damage !== null) damaged.add(name)
    return reading
  }
  const manifest = read('META-INF/manifest.xml')
  if (findAll(manifest.root, 'manifest:encryption-data').length > 0) return LOCKED
  const content = read('content.xml')
  const styles = read('styles.xml')
  const meta = read('meta.xml')
  if (refusal !== null) return refusal
  const isDamaged = zip.isCut || damaged.size > 0
  const isTextWhole = !damaged.has('content.xml')
  return readTrees({ content, styles: styles.root, meta: meta.root, isDamaged, isTextWhole })
}

function readFlatOdt(bytes: Uint8Array): WordDocument | RefusalFact {
  const content = readXml(decodeXml(bytes), PREFIXES)
  return readTrees({ content, styles: null, meta: content.root, isDamaged: content.damage !== null })
}

const NOTHING: XmlReading = { root: null, damage: null }

const LOCKED: RefusalFact = {
  code: 'encrypted',
  why: 'This document is locked with a password; unlock it and import it again.',
}
const TOO_LARGE: RefusalFact = {
  code: 'too-large',
  why: 'This document has millions of elements, more than any story. It is kept as it came.',
}
const CUT: RefusalFact = {
  code: 'truncated-container',
  why: 'This document is cut off before its text begins. What there is of it is kept.',
}
const NO_TEXT: RefusalFact = { code: 'no-story', why: 'This document holds no text.' }

interface Trees {
  readonly content: XmlReading
  readonly styles: XmlElement | null
  readonly meta: XmlElement | null
  readonly isDamaged: boolean
  readonly isTextWhole?: boolean
}

function readTrees({ content, styles, meta, isDamaged, isTextWhole = false }: Trees): WordDocument | RefusalFact {
  if (content.damage === 'too-large') return TOO_LARGE
  const body = findAll(content.root, 'office:text')[0]
  if (body === undefined) return isDamaged ? CUT : NO_TEXT
  const { html, leftOut } = readBody(body, resolveStyles([styles, content.root]))
  const said = (name: string): string => textOf(findAll(meta, name)[0]).trim()
  return {
    html,
    properties: {
      title: said('dc:title'),
      // `dc:creator` is who saved it last.
      author: said('meta:initial-creator') || said('dc:creator'),
      language: said('dc:language'),
      created: said('meta:creation-date').slice(0, 10),
      modified: said('dc:date').slice(0, 10),
    },
    leftOut: { ...leftOut, furniture: countFurniture(styles ?? content.root) },
    isDamaged,
    isTextWhole,
  }
}

/** Heads and feet of pages that hold more than a number. */
function countFurniture(styles: XmlElement | null): number {
  const pages = findAll(styles, 'office:master-styles')[0]
  const parts = ['style:header', 'style:footer'].flatMap((name) => findAll(pages ?? null, name))
  return parts.filter((part) => /\p{L}{2}/u.test(textOf(part)) && findChild(part, 'text:p') !== undefined).length
}
