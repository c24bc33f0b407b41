/**
 * Opens Word's DOCX.
 *
 * The zip file is opened and bounded by us, the body is written anew without anything that could lead out of it, and
 * mammoth makes HTML of that: no file is opened and no address is fetched, whatever the document names.
 */
import type { RefusalFact } from '../../reading.ts'
import type { OpenedFormat } from '../opened-format.ts'
import { openedWord, type WordDocument } from '../word-document.ts'
import type { XmlElement } from '../xml/read-xml.ts'
import { findAll, textOf } from '../xml/walk-xml.ts'
import { openZip } from '../zip/read-zip.ts'
import { convertParts } from './convert.ts'
import { readPackage } from './read-package.ts'
import { STYLE_MAP } from './story-styles.ts'
import { writeParts } from './write-parts.ts'

export async function openDocx(bytes: Uint8Array): Promise<OpenedFormat | RefusalFact> {
  return openedWord('docx', await readDocx(bytes))
}

async function readDocx(bytes: Uint8Array): Promise<WordDocument | RefusalFact> {
  const zip = openZip(bytes)
  if ('code' in zip) return zip
  const opened = readPackage(zip)
  if ('code' in opened) return opened
  const { parts, leftOut } = writeParts(opened)
  const html = await convertParts(parts, STYLE_MAP)
  const said = (name: string): string => textOf(findAll(opened.core, name)[0]).trim()
  return {
    html,
    properties: {
      title: said('dc:title'),
      author: said('dc:creator'),
      language: said('dc:language'),
      created: said('dcterms:created').slice(0, 10),
      modified: said('dcterms:modified').slice(0, 10),
    },
    leftOut: {
      ...leftOut,
      comments: commentsIn(opened.parts.comments),
      furniture: opened.furniture.filter((root) => /\p{L}{2}/u.test(textOf(root))).length,
    },
    isDamaged: zip.isCut || opened.damaged.length > 0,
    isTextWhole: !opened.isBodyDamaged,
  }
}

function commentsIn(root: XmlElement | undefined): number {
  return root === undefined ? 0 : findAll(root, 'w:comment').length
}
