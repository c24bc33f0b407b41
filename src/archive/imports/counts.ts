/** What an import did, in numbers that add up: files = parts + duplicates + refused + siteFiles. */

export interface ImportCounts {
  /** Files met, those inside containers too, without the containers. */
  files: number
  containers: number
  /** Files that were here already, read the same way. */
  known: number
  /** Files that give the text of a work, whole or a part. */
  parts: number
  /** Files whose text another one gives: the same text, or another version of it. */
  duplicates: number
  /** Files that are no story or could not be read, each with a finding. */
  refused: number
  /** Files of sites that were moved in: dumps, story files, and what belongs to their program. */
  siteFiles: number
  works: { added: number; changed: number; unchanged: number }
  repairs: number
  suggestions: number
  /** Addresses, numbers and names that stay in the originals and are not shown. */
  hidden: number
  /** Files that a person has to look at: refused (but for what lists and sites hold beside stories), cut off, decoded in doubt. */
  doubtful: number
}

export function emptyCounts(): ImportCounts {
  return {
    files: 0,
    containers: 0,
    known: 0,
    parts: 0,
    duplicates: 0,
    refused: 0,
    siteFiles: 0,
    works: { added: 0, changed: 0, unchanged: 0 },
    repairs: 0,
    suggestions: 0,
    hidden: 0,
    doubtful: 0,
  }
}
