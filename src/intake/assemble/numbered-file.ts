/** Reads the number in a file's name: `site/lanterns-02.html` is number 2 of `site/lanterns-`. */
import type { Place, ReadSource } from './read-source.ts'

export interface NumberedFile {
  /** Folder and name without the number: equal for the files of one story. */
  readonly stem: string
  readonly number: number
}

/** `ch02`, `part_3`, `lanterns-04a` are numbered; a year or a date is no number of a chapter. */
const NUMBERED = /^(.*?)(\d{1,3})$/

/** One for each of its places whose name ends in a number. */
export function numbersOfFile(source: ReadSource): NumberedFile[] {
  return source.places.flatMap((place) => numberOfPlace(place) ?? [])
}

function numberOfPlace(place: Place): NumberedFile | null {
  const slash = place.path.lastIndexOf('/')
  const name = place.path.slice(slash + 1).replace(/\.[a-z0-9]{1,5}$/i, '')
  const match = NUMBERED.exec(name)
  if (match === null) return null
  const [, before = '', digits = ''] = match
  if (/\d$/.test(before)) return null
  const folder = [...place.within, place.path.slice(0, Math.max(0, slash))].join('\n')
  return { stem: `${folder}\n${before.toLowerCase()}`, number: Number(digits) }
}
