/**
 * Where each thing of the archive is found. A public id decides; the slug behind it is for people and may change, so a
 * page asked for with another slug sends its visitor to the right one. `-` stands for a slug that would be empty (a title
 * in a script that has none), so that the words behind it never become the slug.
 */
import { slugOf } from '../../kernel/text.ts'

/** Anything with a page of its own. */
export interface Named {
  readonly publicId: string
  readonly name: string
}

export function workAddress(publicId: string, title: string): string {
  return `/works/${publicId}/${slugFor(title)}`
}

export function chapterAddress(work: string, position: number): string {
  return `${work}/chapters/${position}`
}

export function penNameAddress({ publicId, name }: Named): string {
  return `/people/${publicId}/${slugFor(name)}`
}

export function tagAddress({ publicId, name }: Named): string {
  return `/tags/${publicId}/${slugFor(name)}`
}

/** The timeline of a fandom's canon. */
export function settingsAddress(fandom: Named): string {
  return `${tagAddress(fandom)}/settings`
}

export function sourceAddress(sha256: string): string {
  return `/sources/${sha256}`
}

export function batchAddress(publicId: string): string {
  return `/batches/${publicId}`
}

/** All reviews of a work. */
export function reviewsAddress(work: string): string {
  return `${work}/reviews`
}

export function seriesAddress({ publicId, name }: Named): string {
  return `/series/${publicId}/${slugFor(name)}`
}

export function challengeAddress({ publicId, name }: Named): string {
  return `/challenges/${publicId}/${slugFor(name)}`
}

export function newsAddress({ publicId, name }: Named): string {
  return `/news/${publicId}/${slugFor(name)}`
}

/** A site that was moved in. */
export function siteAddress({ publicId, name }: Named): string {
  return `/sites/${publicId}/${slugFor(name)}`
}

export function workFeedAddress(publicId: string): string {
  return `/feeds/works/${publicId}.atom`
}

/** The slug of a name. Folding text costs more than the rest of a link, and the same names come again and again. */
export function slugFor(name: string): string {
  const known = slugs.get(name)
  if (known !== undefined) return known
  const slug = slugOf(name) || '-'
  if (slugs.size >= SLUGS_KEPT) slugs.clear()
  slugs.set(name, slug)
  return slug
}

const SLUGS_KEPT = 20_000
const slugs = new Map<string, string>()
