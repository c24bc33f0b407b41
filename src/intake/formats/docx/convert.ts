/**
 * Lets mammoth make HTML of a rewritten Word file.
 *
 * mammoth is loaded when the first Word file is read. It is handed the parts themselves, not a zip file: what is
 * unpacked, and how much of it, is decided before. It may open no file, and is given no image.
 */
import type { Mammoth } from './mammoth.ts'

/** Parts by name. */
export type Parts = ReadonlyMap<string, string>

export async function convertParts(parts: Parts, styleMap: readonly string[]): Promise<string> {
  const { default: mammoth } = (await import('mammoth')) as unknown as { readonly default: Mammoth }
  const file = {
    exists: (name: string) => parts.has(name),
    read: async (name: string) => parts.get(name) ?? '',
  }
  const { value } = await mammoth.convertToHtml(
    { file },
    {
      styleMap: [...styleMap],
      ignoreEmptyParagraphs: false,
      externalFileAccess: false,
      includeEmbeddedStyleMap: false,
    },
  )
  return withLineEnds(withoutReturnLinks(value))
}

/** mammoth ends each note with a link back, ` <a href="#footnote-ref-1">↑</a>`, which is no text of the author's. */
function withoutReturnLinks(html: string): string {
  const parts = html.split(/ <a href="#(?:foot|end)note-ref-[^"<>]{0,40}">↑<\/a>/)
  return parts.join('')
}

/** mammoth writes all in one line; evidence is counted in lines. */
function withLineEnds(html: string): string {
  return html.replaceAll('<hr></hr>', '<hr>\n').replaceAll(/<\/(?:p|h[1-6]|li|tr|table|ul|ol)>/g, '$&\n')
}
