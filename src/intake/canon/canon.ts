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
  /** Words that give this person away as the speaker: endearments, oaths ("pet", "bloody hell"). */
  readonly speech?: readonly string[]
  /** Key of the point at which this person comes in, where that is not the beginning. */
  readonly since?: string | null
}

export interface CanonRelationship {
  /** Canonical: "Buffy Summers/Spike"; `&` between names of friends. */
  readonly name: string
  /** "Spuffy", "B/S". */
  readonly aliases: readonly string[]
}

/** Where an event stands: "after s7e22". */
export interface PointAnchor {
  readonly relation: 'before' | 'during' | 'after'
  readonly key: string
}

/** A season, an episode, a book, a film, a year of the canon's calendar or a turning point, in the canon's own order. */
export interface CanonPoint {
  readonly kind: 'season' | 'episode' | 'event' | 'book' | 'film' | 'year'
  /** Unique in its canon and never changed: "s6", "s6e07", "b2", "f1", "y412", "post-series". */
  readonly key: string
  readonly name: string
  readonly season: number | null
  readonly episode: number | null
  /** "OMWF", "Grave". */
  readonly aliases: readonly string[]
  /** Only events, and books and films that say so. */
  readonly anchor?: PointAnchor | null
  /** Phrases that a story set after this event uses: "defeated the First". */
  readonly signs?: readonly string[]
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
