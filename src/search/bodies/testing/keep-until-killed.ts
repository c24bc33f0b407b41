/** A process that keeps an index until it is killed; it says when it begins each step. */
import { connect } from '../../../platform/db/database.ts'
import { indexKeeper } from '../keep.ts'

const [config = '', path = ''] = process.argv.slice(2)
const keeper = indexKeeper(connect(JSON.parse(config) as Parameters<typeof connect>[0]).db, path)
for (;;) {
  process.send?.('step')
  await keeper.step()
}
