/**
 * The files of an EPUB that say what is in it: package document, navigation, and the older table of contents.
 *
 * Accessibility metadata follow https://www.w3.org/TR/epub-a11y-11/: text only, so every mode is sufficient by text. No
 * conformance is claimed, since nobody evaluated each story.
 */
import { type Xml, xml } from '../../kernel/xml.ts'
import { type Book, type CreatorRole, paragraphsOf, titleOf } from '../book.ts'
import { languageOf } from '../front-matter.ts'
import { type Page, xhtml } from './page.ts'

export const CONTAINER = `<?xml version="1.0" encoding="UTF-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles>
<rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/>
</rootfiles>
</container>
`

export function packageDocument(book: Book, pages: readonly Page[]): string {
  return xml`<?xml version="1.0" encoding="UTF-8"?>
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="identifier" xml:lang="en">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
${metadata(book)}</metadata>
<manifest>
<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>
<item id="ncx" href="toc.ncx" media-type="application/x-dtbncx+xml"/>
<item id="style" href="style.css" media-type="text/css"/>
${pages.map(({ id }) => xml`<item id="${id}" href="${id}.xhtml" media-type="application/xhtml+xml"/>\n`)}</manifest>
<spine toc="ncx" page-progression-direction="${book.direction}">
${pages.map(({ id }) => xml`<itemref idref="${id}"/>\n`)}</spine>
</package>
`.markup
}

export function navigation(book: Book, pages: readonly Page[]): string {
  const items = pages.map(
    ({ id, label }) => label !== null && xml`<li><a href="${id}.xhtml" dir="auto">${label}</a></li>\n`,
  )
  const start = pages.find(({ id }) => id.startsWith('chapter-'))?.id ?? 'title'
  return xhtml(
    titleOf(book),
    'en',
    'ltr',
    xml`<nav epub:type="toc" role="doc-toc" id="toc" aria-label="Contents">
<h2>Contents</h2>
<ol>
${items}</ol>
</nav>
<nav epub:type="landmarks" aria-label="Landmarks" hidden="hidden">
<h2>Landmarks</h2>
<ol>
<li><a epub:type="bodymatter" href="${start}.xhtml">Start of the story</a></li>
</ol>
</nav>`,
  )
}

/** The table of contents of EPUB 2, which some reading programs still want. */
export function ncx(book: Book, pages: readonly Page[]): string {
  const points = pages.filter(({ label }) => label !== null)
  return xml`<?xml version="1.0" encoding="UTF-8"?>
<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/" version="2005-1" xml:lang="en">
<head>
<meta name="dtb:uid" content="${book.identifier}"/>
<meta name="dtb:depth" content="1"/>
<meta name="dtb:totalPageCount" content="0"/>
<meta name="dtb:maxPageNumber" content="0"/>
</head>
<docTitle><text>${titleOf(book)}</text></docTitle>
<navMap>
${points.map(
  ({ id, label }, i) =>
    xml`<navPoint id="point-${i + 1}" playOrder="${i + 1}"><navLabel><text>${label}</text></navLabel><content src="${id}.xhtml"/></navPoint>\n`,
)}</navMap>
</ncx>
`.markup
}

function metadata(book: Book): readonly Xml[] {
  const language = languageOf(book.language)
  const description = book.summary === null ? '' : oneParagraph(book.summary)
  return [
    xml`<dc:identifier id="identifier">${book.identifier}</dc:identifier>\n`,
    xml`<dc:title xml:lang="${language}" dir="${book.direction}">${titleOf(book)}</dc:title>\n`,
    xml`<dc:language>${language}</dc:language>\n`,
    ...book.creators.map(creator).filter((each) => each !== undefined),
    xml`${description !== '' && xml`<dc:description>${description}</dc:description>\n`}`,
    ...book.subjects.filter((each) => each.trim() !== '').map((subject) => xml`<dc:subject>${subject}</dc:subject>\n`),
    xml`${book.publisher !== null && book.publisher.trim() !== '' && xml`<dc:publisher>${book.publisher}</dc:publisher>\n`}`,
    xml`${book.url !== null && xml`<dc:source>${book.url}</dc:source>\n`}`,
    xml`<dc:type>Text</dc:type>\n`,
    xml`<meta property="dcterms:modified">${toSeconds(book.modified)}</meta>\n`,
    ...ACCESSIBILITY.map(([property, value]) => xml`<meta property="schema:${property}">${value}</meta>\n`),
  ]
}

function creator({ name, role }: Book['creators'][number], i: number): Xml | undefined {
  if (name.trim() === '') return undefined
  const id = `creator-${i + 1}`
  const refined = xml`<meta refines="#${id}" property="role" scheme="marc:relators">${RELATOR[role]}</meta>\n`
  if (role === 'author') return xml`<dc:creator id="${id}">${name}</dc:creator>\n${refined}`
  return xml`<dc:contributor id="${id}">${name}</dc:contributor>\n${refined}`
}

/** https://www.loc.gov/marc/relators/relaterm.html */
const RELATOR: Readonly<Record<CreatorRole, string>> = {
  author: 'aut',
  translator: 'trl',
  artist: 'ill',
  editor: 'edt',
  contributor: 'ctb',
}

const ACCESSIBILITY = [
  ['accessMode', 'textual'],
  ['accessModeSufficient', 'textual'],
  ['accessibilityFeature', 'tableOfContents'],
  ['accessibilityFeature', 'structuralNavigation'],
  ['accessibilityFeature', 'readingOrder'],
  ['accessibilityFeature', 'displayTransformability'],
  ['accessibilityHazard', 'none'],
  [
    'accessibilitySummary',
    'Text only. Chapters and sections are marked as such and can be reached from the table of contents; fonts, sizes and colours are the reader’s.',
  ],
] as const

/** EPUB wants whole seconds: "2024-05-01T12:00:00Z". */
function toSeconds(time: string): string {
  return `${new Date(time).toISOString().slice(0, 19)}Z`
}

function oneParagraph(text: string): string {
  return paragraphsOf(text)
    .map((lines) => lines.join(' '))
    .join(' ')
}
