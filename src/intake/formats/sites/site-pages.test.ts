/** Saved pages of sites: the story of each is the same tree as the story alone, and everything else is accounted for. */
import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { intake } from '../../intake.ts'
import type { Reading } from '../../reading.ts'
import expected from './cases/pages.json' with { type: 'json' }
import { openSitePage } from './index.ts'

const FOLDER = new URL('cases/', import.meta.url)
const STORY = `<p>Ada <i>waited</i> by the lamp, and the rain came in from the sea.</p><p>"Summary: nobody," she said. "Rated: wet."</p><hr><p>In the morning the <b>tide</b> had gone out. She went home, and the lamp burned on without her.</p>`
const SECOND = `<p>Tom came to the quay a day late.</p><p align="center">* * *</p><p>He put out the lamp, and wrote <em>sorry</em> on the wall.</p>`

function read(path: string, html: string): Promise<Reading> {
  const bytes = Buffer.from(html)
  return intake({ path, within: [], bytes, size: bytes.length, sha256: 'a' }, [])
}

function pageOf(name: string): string {
  return readFileSync(new URL(`${name}.html`, FOLDER), 'utf8')
    .replace('<!--STORY-->', STORY)
    .replace('<!--SECOND-->', SECOND)
}

/** The blocks of each chapter without their ids, which count on through a source. */
function trees({ chapters }: Reading): unknown {
  return chapters.map(({ blocks }) =>
    JSON.parse(JSON.stringify(blocks, (key, value: unknown) => (key === 'id' ? undefined : value))),
  )
}

function alone(story: string): Promise<Reading> {
  return read('alone.html', `<html><body>${story}</body></html>`)
}

function values(list: readonly { readonly value: string }[]): string {
  return list.map(({ value }) => value).join(' | ')
}

/** What a reading states, in the words of the cases: lists joined, nothing that is empty. */
function facts({ inspection, chapters }: Reading): Record<string, unknown> {
  const { work } = inspection
  if (work === null) return {}
  const all = {
    title: work.title?.value,
    authors: values(work.authors),
    summary: work.summary?.value,
    rating: work.rating?.value,
    status: work.status?.value,
    fandoms: values(work.fandoms),
    relationships: values(work.relationships),
    characters: values(work.characters),
    warnings: values(work.warnings),
    dates: work.dates.map(({ kind, value }) => `${kind} ${value}`).join(' | '),
    notesBefore: values(work.notesBefore),
    notesAfter: values(work.notesAfter),
    part: work.part === null ? undefined : `${work.part.number}/${work.part.total ?? '?'}`,
    chapters: chapters.map(({ title }, i) => `${inspection.chapters[i]?.number ?? '-'} ${title ?? '-'}`).join(' | '),
    ...Object.fromEntries(
      Object.entries(Object.groupBy(work.other, ({ key }) => key)).map(([key, list]) => [
        `other ${key}`,
        values(list ?? []),
      ]),
    ),
  }
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined && value !== ''))
}

const NAMES = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.html'))
  .map((name) => name.slice(0, -'.html'.length))

describe('a saved page', () => {
  test.for(NAMES)('of %s gives the story without the site, and what the site states', async (name) => {
    const page = pageOf(name)
    const reading = await read(`${name}.html`, page)
    const stories = page.includes(SECOND) ? [STORY, SECOND] : [STORY]
    const bare = await Promise.all(stories.map(alone))
    expect(trees(reading)).toEqual(bare.flatMap((each) => trees(each)))
    expect(facts(reading)).toEqual((expected.facts as Record<string, unknown>)[name])
  })

  test.for(NAMES)('of %s says what it leaves out', async (name) => {
    const { inspection } = await read(`${name}.html`, pageOf(name))
    const left = inspection.suggestions.filter(({ code }) => code === 'left-out').map(({ why }) => why)
    expect(left.join(' ')).toMatch(
      new RegExp((expected.leftOut as Record<string, string>)[name] ?? 'words of the page'),
    )
  })

  test.for(NAMES)('of %s is read as far as it goes, wherever it is cut off', (name) => {
    const page = pageOf(name)
    const lengths = Array.from(
      { length: page.length },
      (_, length) => openSitePage(page.slice(0, length))?.html.length ?? 0,
    )
    expect(Math.max(...lengths)).toBeLessThan(page.length)
    const cut = page.indexOf('without her')
    expect(openSitePage(page.slice(0, cut))?.html).toContain('She went home')
  })

  test.for(expected.leave)('leaves $name to the reader of any page', ({ html }) => {
    expect(openSitePage(html)).toBeNull()
  })
})
