/** What is known and under way while an RTF file is read. */
import { type RtfPage, rtfPage } from './page.ts'
import { FIRST_STATE, type RtfState } from './state.ts'
import { type FontEntry, noFont, noStyle, type StyleEntry, type Tables } from './tables.ts'

/** What is left out or doubtful, by how often. */
export interface RtfLeftOut {
  deletions: number
  hidden: number
  images: number
  furniture: number
  capitals: number
  symbols: number
  comments: number
  contents: number
}

export interface Reader {
  readonly source: string
  readonly tables: Tables
  readonly page: RtfPage
  readonly groups: RtfState[]
  readonly leftOut: RtfLeftOut
  readonly facts: { title: string; author: string; created: DateUnderWay; revised: DateUnderWay }
  state: RtfState
  tooDeep: number
  encoding: string
  defaultFont: number | null
  /** Bytes of text that are not decoded yet. */
  bytes: string[]
  /** Characters to pass over behind a `\u`. */
  standIns: number
  isStarred: boolean
  isGroupStart: boolean
  font: FontEntry
  style: StyleEntry
  listText: string
}

export interface DateUnderWay {
  yr?: number
  mo?: number
  dy?: number
}

export function newReader(source: string): Reader {
  return {
    source,
    tables: { fonts: new Map(), styles: new Map() },
    page: rtfPage(),
    groups: [],
    leftOut: { deletions: 0, hidden: 0, images: 0, furniture: 0, capitals: 0, symbols: 0, comments: 0, contents: 0 },
    facts: { title: '', author: '', created: {}, revised: {} },
    state: FIRST_STATE,
    tooDeep: 0,
    encoding: 'windows-1252',
    defaultFont: null,
    bytes: [],
    standIns: 0,
    isStarred: false,
    isGroupStart: false,
    font: noFont(),
    style: noStyle(),
    listText: '',
  }
}
