/**
 * Write a mailbox of invented list traffic, and say on standard output what stories are in it.
 *
 *     node scripts/make-mailing-list.ts list.mbox [messages] [seed]
 */
import { writeFileSync } from 'node:fs'
import { inventList } from '../src/archive/imports/testing/mailing-list.ts'

const [file, messages = '1000', seed = '1'] = process.argv.slice(2)
if (file === undefined) {
  process.stderr.write('make-mailing-list: name the file to write.\n')
  process.exitCode = 2
} else {
  const list = inventList(Number(messages), Number(seed))
  writeFileSync(file, list.mbox)
  for (const story of list.stories) process.stdout.write(`${JSON.stringify(story)}\n`)
}
