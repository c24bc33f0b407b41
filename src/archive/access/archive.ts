/** What an archive says of itself, and where it is found. */

export interface Archive {
  readonly name: string
  /** The archivist's word of welcome, plain text; null for a new archive. */
  readonly welcome: string | null
  /** Address of the archive without a slash at its end, for links that leave the page; never taken from a request. */
  readonly url: string
}
