/**
 * Opens the database of a temporary site of Open Doors, as a dump: each story with its people and chapters is an entry.
 *
 * Nothing of the dump is ever carried out. Its tables come in any order and its texts may be more than memory holds, so it
 * is gone through several times: to see what it is, to read what it says of stories and how long their chapters are, and
 * once for every few megabytes of text.
 */
import { decode } from '../../../intake/decode/index.ts'
import { type DumpListener, type DumpRow, readDump } from '../../../intake/dump/index.ts'
import { findExcess, inside, MAX_ENTRIES, MAX_TOTAL_BYTES, type Nesting, type OpenInside } from './bounds.ts'
import { isDamage } from './damage.ts'
import { inOne } from './file.ts'
import type { Opened, OpenedFile } from './opened.ts'
import { refuseContainer, refuseEntry } from './refuse.ts'

/** Text that is held at a time. */
const HELD_BYTES = 48 * 2 ** 20
/** What may be known of all stories together, beside their texts. */
const MOST_FACT_BYTES = 192 * 2 ** 20
const MOST_LINKS = 1000

/** What only the stories of a temporary site have: eFiction's have none of these. */
const TELLING = ['fandoms', 'relationships', 'characters', 'language_code']

type Row = Readonly<Record<string, string>>
type Chunks = () => AsyncIterable<Uint8Array>

/** Whether a dump is one of a temporary site; reads no further than it must. */
export async function isOpenDoors(chunks: Chunks): Promise<boolean> {
  let answer: boolean | null = null
  const told = (name: string, columns: readonly string[]): void => {
    if (name === 'stories') answer ??= TELLING.every((column) => columns.includes(column))
    // The tables of eFiction and of its kin, which others read.
    if (name.endsWith('stories') && columns.includes('sid')) answer ??= false
    if (name.endsWith('chapters') && columns.includes('chapid')) answer ??= false
  }
  const reader = readDump({
    onRow: () => undefined,
    onProblem: () => undefined,
    onTable: (_, name, { columns }) =>
      told(
        name,
        columns.map((column) => column.name),
      ),
  })
  let size = 0
  for await (const chunk of readable(chunks())) {
    reader.push(chunk)
    size += chunk.length
    if (answer !== null || size > MAX_TOTAL_BYTES) return answer === true
  }
  reader.end()
  return answer === true
}

export async function* openOpenDoors(
  opened: OpenedFile,
  chunks: Chunks,
  { nesting, open }: { readonly nesting: Nesting; readonly open: OpenInside },
): AsyncGenerator<Opened> {
  yield { ...opened, kind: 'container', format: 'open-doors' }
  const facts = await readFacts(chunks)
  const excess = facts.isTooMuch
    ? 'it says more of its stories than any archive does'
    : findExcess(nesting, facts.stories.length, 0)
  if (excess !== null) {
    yield refuseContainer(opened, 'container-bomb', excess)
    return
  }
  const within = [...opened.within, opened.path]
  for (const group of groupsOf(facts)) {
    const chapters = await readChapters(chunks, new Set(group.map(({ id }) => id ?? '')))
    for (const story of group) {
      const content = Buffer.from(JSON.stringify(storyOf(story, facts, chapters.get(story['id'] ?? '') ?? [])), 'utf8')
      const path = `stories/${(story['id'] ?? '').replaceAll(/[^\w-]/g, '') || 'unknown'}.json`
      const entry: OpenedFile = {
        kind: 'file',
        path,
        within,
        size: content.length,
        place: null,
        chunks: () => inOne(content),
      }
      yield* open(entry, inside(nesting))
    }
  }
  for (const { id = '', title = '' } of facts.links) {
    const why = `The archive names a story that lies elsewhere (“${title.slice(0, 200)}”) and does not hold it.`
    yield refuseEntry(`story_links/${id.replaceAll(/[^\w-]/g, '')}`, within, 'site-file', why)
  }
  if (facts.isCut)
    yield refuseContainer(opened, 'truncated-container', 'it is cut off or damaged; what there is of it was read')
}

interface Facts {
  readonly stories: Row[]
  readonly links: Row[]
  readonly authors: Map<string, string>
  /** Bytes of text by story. */
  readonly sizes: Map<string, number>
  isCut: boolean
  isTooMuch: boolean
}

async function readFacts(chunks: Chunks): Promise<Facts> {
  const facts: Facts = { stories: [], links: [], authors: new Map(), sizes: new Map(), isCut: false, isTooMuch: false }
  let bytes = 0
  const keep = (row: DumpRow, into: Row[]): void => {
    const read = rowOf(row)
    bytes += Object.values(read).reduce((sum, value) => sum + value.length, 0)
    if (bytes > MOST_FACT_BYTES || into.length > MAX_ENTRIES) facts.isTooMuch = true
    else into.push(read)
  }
  const listener: DumpListener = {
    onProblem: ({ code }) => {
      facts.isCut ||= code === 'cut-off' || code === 'unreadable-statement'
    },
    onRow: (row) => {
      const { name } = row.table
      if (name === 'stories') keep(row, facts.stories)
      else if (name === 'story_links' || name === 'bookmarks') {
        if (facts.links.length < MOST_LINKS) keep(row, facts.links)
      } else if (name === 'authors' && facts.authors.size < MAX_ENTRIES) {
        facts.authors.set(textIn(row, 'id'), textIn(row, 'name'))
      } else if (name === 'chapters') {
        const story = textIn(row, 'story_id')
        facts.sizes.set(story, (facts.sizes.get(story) ?? 0) + (bytesIn(row, 'text')?.length ?? 0))
      }
    },
  }
  await readAll(chunks, listener, () => {
    facts.isCut = true
  })
  return facts
}

/** Stories whose chapters are held together, in the order of the dump. */
function* groupsOf({ stories, sizes }: Facts): Generator<readonly Row[]> {
  let group: Row[] = []
  let held = 0
  for (const story of stories) {
    const size = sizes.get(story['id'] ?? '') ?? 0
    if (group.length > 0 && held + size > HELD_BYTES) {
      yield group
      group = []
      held = 0
    }
    group.push(story)
    held += size
  }
  if (group.length > 0) yield group
}

async function readChapters(
  chunks: Chunks,
  stories: ReadonlySet<string>,
): Promise<ReadonlyMap<string, readonly Row[]>> {
  const chapters = new Map<string, Row[]>()
  await readAll(chunks, {
    onProblem: () => undefined,
    onRow: (row) => {
      if (row.table.name !== 'chapters') return
      const story = textIn(row, 'story_id')
      if (!stories.has(story)) return
      const known = chapters.get(story)
      if (known === undefined) chapters.set(story, [rowOf(row)])
      else known.push(rowOf(row))
    },
  })
  return chapters
}

/** Calls `onDamage` where the dump cannot be read to its end; what there is of it was read then. */
async function readAll(chunks: Chunks, listener: DumpListener, onDamage?: () => void): Promise<void> {
  const reader = readDump(listener)
  for await (const chunk of readable(chunks(), onDamage)) reader.push(chunk)
  reader.end()
}

async function* readable(chunks: AsyncIterable<Uint8Array>, onDamage?: () => void): AsyncGenerator<Uint8Array> {
  try {
    yield* chunks
  } catch (error) {
    // A dump of which half can be unpacked holds half of its stories.
    if (!isDamage(error)) throw error
    onDamage?.()
  }
}

/** As its JSON is written; addresses of mail and what the archivists noted stay in the dump. */
function storyOf(story: Row, { authors }: Facts, chapters: readonly Row[]): unknown {
  const { author_id, coauthor_id, import_notes: _, imported: __, ...facts } = story
  const names = [author_id, coauthor_id].flatMap((id) => (id === undefined ? [] : (authors.get(id) ?? [])))
  return {
    ...facts,
    authors: names.filter((name) => name !== '').map((name) => ({ name })),
    chapters: chapters.map(({ position, title, notes, text, date }) => ({ position, title, notes, text, date })),
  }
}

function rowOf(row: DumpRow): Row {
  const names = row.table.columns ?? []
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = bytesIn(row, name)
      return value === null ? [] : [[name, decode(value, { declared: 'windows-1252' }).text]]
    }),
  )
}

function textIn(row: DumpRow, column: string): string {
  const value = bytesIn(row, column)
  return value === null ? '' : decode(value, { declared: 'windows-1252' }).text
}

function bytesIn({ table, value, size }: DumpRow, column: string): Uint8Array | null {
  const at = table.columns?.indexOf(column) ?? -1
  return at < 0 || at >= size ? null : value(at)
}
