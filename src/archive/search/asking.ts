/** Who asks what of which archive. */
import type { Db } from '../../platform/db/database.ts'
import type { Viewer } from '../../platform/db/visibility.ts'
import type { Indexes } from '../../search/indexes.ts'

export interface Asking {
  readonly db: Db
  readonly viewer: Viewer
  readonly indexes: Indexes
}
