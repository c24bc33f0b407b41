/** What an invented site is made from: its options, its people, its paragraphs. */
import type { Paragraph, Said } from './invented-text.ts'

export interface SiteOptions {
  readonly seed: number
  readonly stories: number
  readonly chaptersPerStory: number
  readonly wordsPerChapter: number
  readonly reviews: number
  readonly authors: number
  /** Where chapters are; `mixed` has some in files and some in the column. */
  readonly store: 'files' | 'mysql' | 'mixed'
  readonly hasTraps: boolean
  readonly sitekey: string
  readonly name: string
  readonly url: string
  readonly version: string
  /** What stands before `fanfiction_` in the names of its tables. */
  readonly tablePrefix: string
}

/** A value of a row: NULL, a number, ASCII, or something said in an old way. */
export type Cell = null | number | string | Said

export interface Author {
  readonly uid: number
  readonly penname: Said
  readonly email: string
  readonly bio: Said
  readonly joined: number
  readonly level: number
  /** False for one whose row was deleted. */
  readonly isThere: boolean
}

export interface StoryFileBytes {
  readonly author: number
  readonly chapter: number
  readonly said: Said
}

/** What stories are made from. */
export interface Making {
  readonly options: SiteOptions
  readonly authors: readonly Author[]
  readonly pools: Readonly<Record<'ascii' | 'western' | 'wide', readonly Paragraph[]>>
}
