/**
 * A canon: what a `canons/*.yaml` file says of one fandom, in memory. The files are data that a fan can write; their
 * format is in docs/how-to/write-a-canon-file.md.
 */

export interface CanonCharacter {
  /** Canonical name: "Willow Rosenberg". */
  readonly name: string
  /** Other full names and nicknames: "Will", "Red". */
  readonly aliases: readonly string[]
  /** Initials and codes used in pairings: "W". */
  readonly codes: readonly string[]
}

export interface CanonRelationship {
  /** Canonical: "Buffy Summers/Spike"; `&` between names of friends. */
  readonly name: string
  /** "Spuffy", "B/S". */
  readonly aliases: readonly string[]
}

/** A season, an episode, a book or a turning point, in the canon's own order. */
export interface CanonPoint {
  readonly kind: 'season' | 'episode' | 'event'
  /** Unique in its canon and never changed: "s6", "s6e07", "post-series". */
  readonly key: string
  readonly name: string
  readonly season: number | null
  readonly episode: number | null
  /** "OMWF", "Grave". */
  readonly aliases: readonly string[]
}

export interface Canon {
  /** The file's name without ending. */
  readonly key: string
  /** The fandom's canonical name. */
  readonly name: string
  readonly aliases: readonly string[]
  /** People and companies that disclaimers name: "Joss Whedon", "Mutant Enemy". */
  readonly creators: readonly string[]
  /** Words and places of this canon and hardly another's: "Slayer", "Sunnydale", "Hellmouth". */
  readonly words: readonly string[]
  readonly characters: readonly CanonCharacter[]
  readonly relationships: readonly CanonRelationship[]
  /** In order of the canon's time. */
  readonly points: readonly CanonPoint[]
}
