/** Looks up what is called so, each text once: the list and the page around it both ask. */
import type { Asking } from './asking.ts'
import { type CalledSo, findCalledSo } from './names-store.ts'

export type NamedLookup = (text: string) => Promise<CalledSo>

export function openNamedLookup({ db, viewer }: Asking): NamedLookup {
  const known = new Map<string, Promise<CalledSo>>()
  return (text) => {
    let found = known.get(text)
    if (found === undefined) {
      found = findCalledSo(db, viewer, text)
      known.set(text, found)
    }
    return found
  }
}
