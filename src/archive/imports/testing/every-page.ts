/** Pages as readers saved them from sites, each with a story of its own: those that the tests of their readers read. */
import { readFileSync } from 'node:fs'
import { prose } from './shelf.ts'

const PAGES = new URL('../../../intake/formats/sites/cases/', import.meta.url)

/** The page of that name, its story called `title`; its sentences follow from `seed`. */
export function savedPage(name: string, title: string, seed: number): string {
  return readFileSync(new URL(`${name}.html`, PAGES), 'utf8')
    .replaceAll('Under the Lamp', title)
    .replaceAll('under-the-lamp', title.toLowerCase().replaceAll(' ', '-'))
    .replace('<!--STORY-->', `<p>${prose(seed)}</p><hr><p>It was <i>hers</i> now.</p>`)
    .replace('<!--SECOND-->', `<p>${prose(seed + 1)}</p>`)
}
