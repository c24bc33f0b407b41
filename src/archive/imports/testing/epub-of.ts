/** A small e-book for tests of imports. */
import { bookOf } from '../../../intake/formats/testing/book-of.ts'

export interface TestBook {
  readonly title: string
  readonly author: string
  /** `Thaw [2]` */
  readonly series?: string
  readonly subjects?: readonly string[]
  readonly chapters: readonly { readonly title: string; readonly text: string }[]
}

export function epubOf({ title, author, series, subjects = [], chapters }: TestBook): Buffer {
  const [, name, number] = /^(.*) \[(\d+)\]$/.exec(series ?? '') ?? []
  const metas =
    name === undefined
      ? ''
      : `<meta name="calibre:series" content="${name}"/><meta name="calibre:series_index" content="${number}.0"/>`
  const metadata = `<dc:title>${title}</dc:title><dc:creator>${author}</dc:creator><dc:language>en</dc:language>${subjects.map((subject) => `<dc:subject>${subject}</dc:subject>`).join('')}${metas}`
  return bookOf(
    metadata,
    chapters.map((chapter) => `<h2>${chapter.title}</h2>${paragraphs(chapter.text)}`),
  )
}

function paragraphs(text: string): string {
  return text
    .split('\n\n')
    .map((paragraph) => `<p>${paragraph}</p>`)
    .join('')
}
