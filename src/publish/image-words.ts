/**
 * Put the words that describe an image in its place, in story HTML, for files that cannot take images along yet.
 *
 * In story HTML `<img ` is a tag wherever it stands, since text has its `<` as an entity; so nothing is parsed.
 */
export function withoutImages(html: string): string {
  if (!html.includes('<img ')) return html
  return html.replaceAll(IMAGE, (_, alt: string) => `<span class="image">[${alt === '' ? 'Image' : alt}]</span>`)
}

// <img id="b3" src="/sources/…" alt="A door"/>
const IMAGE = /<img [^>]*alt="([^"]*)"\/>/g
