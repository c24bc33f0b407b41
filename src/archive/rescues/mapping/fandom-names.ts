/**
 * Tells by a name which fandom is meant: one that a canon file knows, or for a crossover several that the site has.
 *
 *     "Buffy the Vampire Slayer (BtVS)", "Buffy Fanfiction"     Buffy the Vampire Slayer
 *     "Gannet Light/Lantern Harbour", under "Crossovers"        The Gannet Light, Lantern Harbour
 */
import type { Canon } from '../../../intake/canon/index.ts'
import { foldKey } from '../../../kernel/text.ts'

/** Canons by folded name or alias; null where two have it. */
export type NamedCanons = ReadonlyMap<string, Canon | null>

export function nameCanons(canons: readonly Canon[]): NamedCanons {
  const named = new Map<string, Canon | null>()
  for (const canon of canons) {
    for (const key of new Set([canon.name, ...canon.aliases].map(foldKey))) {
      named.set(key, named.has(key) ? null : canon)
    }
  }
  return named
}

export function canonNamed(name: string, named: NamedCanons): Canon | undefined {
  const open = name.lastIndexOf('(')
  const bare = open > 0 && name.endsWith(')') ? [name.slice(0, open)] : []
  for (const spelling of [name, ...bare].map(foldKey)) {
    for (const key of [spelling, spelling.replace(ABOUT_STORIES, '')]) {
      const canon = named.get(key)
      if (canon != null) return canon
    }
  }
  return undefined
}

/** "buffy fan fiction", "btvs stories" */
const ABOUT_STORIES = / (?:fan ?fiction|fan ?fics?|fics?|stories|fandom|archive)$/

/** The names of the fandoms that meet; undefined unless all of them are known. `fandoms` are the site's, by folded name. */
export function fandomsMeeting(
  name: string,
  named: NamedCanons,
  fandoms: ReadonlyMap<string, string>,
): readonly string[] | undefined {
  const parts = name
    .slice(0, LONGEST)
    .split(/[/&+,]|\s(?:x|and|und|et|y|meets)\s/i)
    .map((part) => part.trim())
  const known = parts.map((part) => canonNamed(part, named)?.name ?? fandoms.get(foldKey(part)))
  const found = [...new Set(known.filter((each) => each !== undefined))]
  return found.length > 1 && found.length === parts.length ? found : undefined
}

/** Longer names are sentences. */
const LONGEST = 300
