/** A name for what a viewer may see, for queries that are kept ready: viewers with the same name see the same. */
import type { Viewer } from '../../platform/db/visibility.ts'

export function nameOfViewer(viewer: Viewer): string {
  return viewer.kind === 'author-of' ? `author-of ${viewer.penNameIds.join(' ')}` : viewer.kind
}
