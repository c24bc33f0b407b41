/**
 * Small files of every format that intake reads, to be damaged: each has what its format is made of, and little of it.
 * A file that is a zip of parts is given as its parts, so that damage reaches what reads them and not only what
 * unpacks them.
 */
import {
  docOf,
  docxBody,
  docxOf,
  odtContent,
  odtOf,
  rtfOf,
  STORY,
  storyHtml,
  storyText,
} from '../formats/testing/story-files.ts'
import { zipOf } from '../formats/testing/zip-of.ts'
import { mutate, pick, type Random } from './mutate.ts'
import { PAGES } from './pages.ts'
import { WRAPPED } from './wrapped.ts'

export interface Seed {
  /** The name of its file. */
  readonly name: string
  readonly content: Uint8Array | Readonly<Record<string, Uint8Array | string>>
}

const SHORT = STORY.slice(0, 7)

const OPF = `<?xml version="1.0"?><package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="i"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:identifier id="i">x</dc:identifier><dc:title>The Lamp</dc:title><dc:creator>Wren</dc:creator><dc:language>en</dc:language><dc:subject>Rain</dc:subject><meta name="calibre:series" content="Harbour"/><meta property="belongs-to-collection" id="c">Quay</meta><meta refines="#c" property="group-position">2</meta></metadata><manifest><item id="n" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/><item id="x" href="toc.ncx" media-type="application/x-dtbncx+xml"/><item id="a" href="a.xhtml" media-type="application/xhtml+xml"/></manifest><spine toc="x"><itemref idref="n" linear="no"/><itemref idref="a"/></spine></package>`
const NAV =
  '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"><body><nav epub:type="toc"><ol><li><a href="a.xhtml">One</a></li></ol></nav></body></html>'
const NCX =
  '<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/" version="2005-1"><navMap><navPoint id="p" playOrder="1"><navLabel><text>One</text></navLabel><content src="a.xhtml"/></navPoint></navMap></ncx>'
const CHAPTER =
  '<html xmlns="http://www.w3.org/1999/xhtml"><head><title>One</title></head><body><h2>One</h2><p>She <i>walked</i> down to the quay.</p><hr/><p>Nobody came.</p></body></html>'
const CONTAINER =
  '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile full-path="content.opf"/></rootfiles></container>'

export const MAIL = `From: Wren <wren@list.example>
To: quay@list.example
Subject: =?iso-8859-1?Q?NEW=3A_The_Lamp?= (2/3) [PG-13]
Date: Mon, 5 Mar 2001 10:11:12 -0500
Message-ID: <1@list.example>
In-Reply-To: <0@list.example>
MIME-Version: 1.0
Content-Type: multipart/alternative; boundary="b"

--b
Content-Type: text/plain; charset="windows-1252"
Content-Transfer-Encoding: quoted-printable

Title: The Lamp
Rating: PG-13

She didn=92t wait, and nobody in the house thought of light=
ing another one. She walked down to the quay in the rain, with the lamp un=
der her coat.

"Nobody," she said, and laughed.

> What did you think?
--b
Content-Type: text/html

<p>She <i>didn't</i> wait.</p>
--b--
`

export const TEXT = `The Lamp
by Wren

Rating: PG-13
Summary: She didnít wait.
Disclaimer: They are not mine.

Chapter One

She didnít wait, and *nobody* in the house thought of lighting
another one.

	* * *

"You said," she told him. Itâ€™s late.

Dear Jonas,
I am gone.
Love, Ada

The End
`

export const SEEDS: readonly Seed[] = [
  { name: 'a.txt', content: Buffer.from(TEXT) },
  { name: 'utf16.txt', content: Buffer.from(`\ufeff${TEXT}`, 'utf16le') },
  { name: 'a.html', content: storyHtml(SHORT) },
  { name: 'a.docx', content: { 'word/document.xml': docxBody(SHORT), ...partsOfDocx() } },
  { name: 'a.odt', content: { mimetype: 'application/vnd.oasis.opendocument.text', 'content.xml': odtContent(SHORT) } },
  { name: 'a.fodt', content: Buffer.from(odtContent(SHORT, 'office:document')) },
  { name: 'a.rtf', content: rtfOf(SHORT) },
  { name: 'a.doc', content: docOf(storyText(SHORT)) },
  { name: 'packed.docx', content: docxOf(docxBody(SHORT)) },
  { name: 'packed.odt', content: odtOf(odtContent(SHORT)) },
  {
    name: 'a.epub',
    content: {
      mimetype: 'application/epub+zip',
      'META-INF/container.xml': CONTAINER,
      'content.opf': OPF,
      'nav.xhtml': NAV,
      'toc.ncx': NCX,
      'a.xhtml': CHAPTER,
    },
  },
  { name: 'a.eml', content: Buffer.from(MAIL) },
  ...Object.entries(WRAPPED).map(([name, content]): Seed => ({ name, content })),
  ...Object.entries(PAGES).map(([name, page]): Seed => ({ name, content: Buffer.from(page) })),
]

function partsOfDocx(): Readonly<Record<string, string>> {
  const w = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
  return {
    '[Content_Types].xml': '<Types/>',
    'word/styles.xml': `<w:styles ${w}><w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/></w:style></w:styles>`,
  }
}

/** The file of a seed, as it is. */
export function bytesOf({ content }: Seed): Uint8Array {
  return content instanceof Uint8Array ? content : zipOf(content)
}

/** The file of a seed with some damage; of a zip mostly in one of its parts. */
export function damaged({ content }: Seed, random: Random): Uint8Array {
  if (content instanceof Uint8Array) return mutate(content, random)
  if (random() < 0.2) return mutate(zipOf(content), random)
  const names = Object.keys(content)
  const name = names[pick(random, names.length)] ?? ''
  return zipOf({ ...content, [name]: mutate(Buffer.from(content[name] ?? ''), random) })
}
