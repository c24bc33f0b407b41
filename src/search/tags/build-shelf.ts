/** Makes a shelf of works that come one after the other in the order of their keys; only what is needed of each is kept. */
import { VISIBILITIES } from '../../platform/db/visibility.ts'
import type { WorkDocument } from '../documents/index.ts'
import { type Bits, noBits, setBit } from './bits.ts'
import { dayNumber } from './day.ts'
import { NUMBER_COLUMNS, type NumberColumn, type Settings, type Shelf } from './shelf.ts'
import { partTerms, type TermLists } from './tag-rows.ts'
import type { Terms } from './terms.ts'
import { type Tags, termsOfWork } from './terms-of-work.ts'
import { buildTextColumn, byteString } from './text-column.ts'
import { stretchOf } from './timeline.ts'

/** Works with a larger key cannot be numbered here; no archive has given out so many. */
export const LARGEST_KEY = 2 ** 32 - 1

/** Works that hits are not known of come before those with none. */
const NOT_KNOWN = -1

const LARGEST_NUMBER = 2 ** 31 - 1

export interface ShelfBuilder {
  /** Throws when works do not come in the order of their keys. */
  readonly add: (work: WorkDocument) => void
  readonly finish: () => Shelf
}

export function buildShelf(tags: Tags, terms: Terms): ShelfBuilder {
  const keys = growing()
  const columns = Object.fromEntries(NUMBER_COLUMNS.map((name) => [name, growing()])) as Record<NumberColumn, Growing>
  const titles: string[] = []
  const names: string[] = []
  const sameNames = new Map<string, string>()
  const termEnds = growing()
  const termNumbers = growing()
  const settingEnds = growing()
  const settings = { canons: growing(), froms: growing(), tos: growing() }
  let last = -1

  return {
    add(work) {
      if (work.key <= last || work.key > LARGEST_KEY) throw new RangeError(`work ${work.key} behind work ${last}`)
      last = work.key
      keys.push(work.key)
      for (const name of NUMBER_COLUMNS) columns[name].push(NUMBER_OF[name](work))
      titles.push(byteString(work.sortTitle))
      if (!sameNames.has(work.sortName)) sameNames.set(work.sortName, byteString(work.sortName))
      names.push(sameNames.get(work.sortName) as string)
      for (const term of termsOfWork(work, tags, terms)) termNumbers.push(term)
      termEnds.push(termNumbers.size())
      for (const setting of work.settings) {
        const stretch = stretchOf(setting)
        settings.canons.push(terms.add('canon', setting.canon))
        settings.froms.push(stretch.from)
        settings.tos.push(stretch.to)
      }
      settingEnds.push(settings.canons.size())
    },
    finish() {
      const order = orderByUpdated(columns.updated.numbers())
      const size = order.length
      const inOrder = (from: Growing): Int32Array<ArrayBuffer> => Int32Array.from(order, (at) => from.at(at))
      const keysInOrder = Uint32Array.from(order, (at) => keys.at(at))
      const byKey = new Uint32Array(size)
      for (let work = 0; work < size; work++) byKey[order[work] as number] = work
      const lists = gather(order, termEnds)
      const ofWorks = { starts: lists.starts, terms: takeUnsigned(lists, termNumbers) }
      const { rows, others } = partTerms(ofWorks, terms)
      return {
        size,
        keys: keysInOrder,
        byKey,
        columns: Object.fromEntries(NUMBER_COLUMNS.map((name) => [name, inOrder(columns[name])])) as Shelf['columns'],
        titles: buildTextColumn(textsInOrder(titles, order), keysInOrder),
        names: buildTextColumn(textsInOrder(names, order), keysInOrder),
        rows,
        termStarts: others.starts,
        terms: others.terms,
        ...turnRound(ofWorks, terms.size()),
        settings: settingsInOrder(gather(order, settingEnds), settings),
      }
    },
  }
}

const NUMBER_OF: Readonly<Record<NumberColumn, (work: WorkDocument) => number>> = {
  visibility: (work) => VISIBILITIES.indexOf(work.visibility),
  updated: (work) => dayNumber(work.updated),
  posted: (work) => dayNumber(work.posted),
  words: (work) => Math.min(work.words, LARGEST_NUMBER),
  chapters: (work) => work.chapters,
  hiddenChapters: (work) => work.hiddenChapters,
  reviews: (work) => work.reviews,
  hits: (work) => (work.hits === null ? NOT_KNOWN : Math.min(work.hits, LARGEST_NUMBER)),
}

const ROOM_FOR_WORKS = 2 ** 26

/** Works by when they were updated; those of one day stay in the order in which they came, which is that of their keys. */
function orderByUpdated(updated: Int32Array): Uint32Array<ArrayBuffer> {
  const sorted = Float64Array.from(updated, (day, at) => (day + 1) * ROOM_FOR_WORKS + at).toSorted()
  return Uint32Array.from(sorted, (each) => each % ROOM_FOR_WORKS)
}

function textsInOrder(texts: string[], order: Uint32Array): readonly string[] {
  return Array.from(order, (at) => texts[at] as string)
}

interface Lists {
  readonly starts: Uint32Array<ArrayBuffer>
  readonly order: Uint32Array
  readonly ends: Growing
}

/** Where the list of each work begins, when lists that end at `ends` are put into another order. */
function gather(order: Uint32Array, ends: Growing): Lists {
  const starts = new Uint32Array(order.length + 1)
  for (let work = 0; work < order.length; work++) {
    const at = order[work] as number
    starts[work + 1] = (starts[work] as number) + ends.at(at) - (at === 0 ? 0 : ends.at(at - 1))
  }
  return { starts, order, ends }
}

function take({ starts, order, ends }: Lists, from: Growing, into: Int32Array | Uint32Array): void {
  for (let work = 0; work < order.length; work++) {
    const at = order[work] as number
    const first = at === 0 ? 0 : ends.at(at - 1)
    const begin = starts[work] as number
    const count = (starts[work + 1] as number) - begin
    for (let i = 0; i < count; i++) into[begin + i] = from.at(first + i)
  }
}

function takeUnsigned(lists: Lists, from: Growing): Uint32Array<ArrayBuffer> {
  const into = new Uint32Array(from.size())
  take(lists, from, into)
  return into
}

function takeSigned(lists: Lists, from: Growing): Int32Array<ArrayBuffer> {
  const into = new Int32Array(from.size())
  take(lists, from, into)
  return into
}

function settingsInOrder(lists: Lists, settings: Record<'canons' | 'froms' | 'tos', Growing>): Settings {
  return {
    starts: lists.starts,
    canons: takeUnsigned(lists, settings.canons),
    froms: takeSigned(lists, settings.froms),
    tos: takeSigned(lists, settings.tos),
  }
}

/** For each term its works, as a list or as bits. */
function turnRound({ starts, terms }: TermLists, termCount: number): Pick<Shelf, 'workStarts' | 'works' | 'broad'> {
  const size = starts.length - 1
  const counts = new Uint32Array(termCount)
  for (let i = 0; i < terms.length; i++) counts[terms[i] as number] = (counts[terms[i] as number] as number) + 1
  const broad = new Map<number, Bits>()
  const workStarts = new Uint32Array(termCount + 1)
  for (let term = 0; term < termCount; term++) {
    const count = counts[term] as number
    const isBroad = count * 64 > size
    if (isBroad) broad.set(term, noBits(size))
    workStarts[term + 1] = (workStarts[term] as number) + (isBroad ? 0 : count)
  }
  const next = workStarts.slice()
  const works = new Uint32Array(workStarts[termCount] as number)
  for (let work = 0; work < size; work++) {
    for (let i = starts[work] as number; i < (starts[work + 1] as number); i++) {
      const term = terms[i] as number
      const bits = broad.get(term)
      if (bits !== undefined) setBit(bits, work)
      else {
        works[next[term] as number] = work
        next[term] = (next[term] as number) + 1
      }
    }
  }
  return { workStarts, works, broad }
}

interface Growing {
  readonly push: (number: number) => void
  readonly at: (index: number) => number
  readonly size: () => number
  readonly numbers: () => Int32Array
}

/** Numbers of 32 bits, signed or not. */
function growing(): Growing {
  let room = new Int32Array(64)
  let size = 0
  return {
    push(number) {
      if (size === room.length) {
        const larger = new Int32Array(room.length * 2)
        larger.set(room)
        room = larger
      }
      room[size++] = number
    },
    at: (index) => room[index] as number,
    size: () => size,
    numbers: () => room.subarray(0, size),
  }
}
