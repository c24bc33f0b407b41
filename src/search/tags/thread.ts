/** The thread that holds the tag index: makes it ready, says so, and then answers what it is asked, one after the other. */
import { statSync } from 'node:fs'
import { parentPort, workerData } from 'node:worker_threads'
import { connect } from '../../platform/db/database.ts'
import { askCatalogue, countConditions, countWorks, pickRandom } from './catalogue.ts'
import { follow, type Holding, keep, makeAnew, reopen } from './holding.ts'
import { listAlike } from './like.ts'
import { matchMost } from './match-most.ts'
import type { Call, CallName, Calls, Refreshed, Said, ThreadSettings } from './message.ts'
import { snapshotPath } from './snapshot.ts'

const { database: config, directory, isAnew } = workerData as ThreadSettings
const { db } = connect({ ...config, isServing: true })
const port = parentPort

let holding = await open()
say({ kind: 'ready', works: countWorks(holding.catalogue) })
let snapshotTime = timeOfSnapshot()

let before = Promise.resolve()
port?.on('message', (call: Call) => {
  before = before.then(() => answerCall(call))
})

async function open(): Promise<Holding> {
  const kept = isAnew ? undefined : await reopen(db, directory)
  if (kept !== undefined) return kept
  const made = await makeAnew(db)
  try {
    keep(made, directory)
  } catch {
    // A full disk, or one that may only be read: the next start takes longer, that is all.
  }
  return (await follow(db, made)) ?? made
}

async function answerCall({ number, name, given }: Call): Promise<void> {
  try {
    const answer = await (ANSWER[name] as (given: unknown) => unknown)(given)
    say({ kind: 'answer', number, answer })
  } catch (error) {
    // Whoever asked goes to the store instead, and other questions can still be answered.
    say({ kind: 'fault', number, fault: error instanceof Error ? (error.stack ?? error.message) : String(error) })
  }
}

const ANSWER: {
  readonly [Name in CallName]: (given: Calls[Name]['given']) => Calls[Name]['answer'] | Promise<Calls[Name]['answer']>
} = {
  ask: (question) => askCatalogue(holding.catalogue, question),
  count: ({ viewer, conditions }) => countConditions(holding.catalogue, viewer, conditions),
  matchMost: ({ viewer, conditions, size }) => matchMost(holding.catalogue.layers, viewer, conditions, size),
  like: ({ viewer, work, size }) => listAlike(holding.catalogue.layers, holding.catalogue.terms, viewer, work, size),
  random: ({ viewer, condition }) => pickRandom(holding.catalogue, viewer, condition, Math.random()),
  refresh,
}

async function refresh(): Promise<Refreshed> {
  const followed = await follow(db, holding)
  if (followed !== undefined) holding = followed
  const works = countWorks(holding.catalogue)
  if (followed === undefined) return { works, next: 'make-anew' }
  const time = timeOfSnapshot()
  const isOther = time !== null && time !== snapshotTime
  snapshotTime = time
  return { works, next: isOther ? 'reopen' : 'nothing' }
}

/** By which it is seen that "ficarium reindex" has made another one. */
function timeOfSnapshot(): number | null {
  return statSync(snapshotPath(directory), { throwIfNoEntry: false })?.mtimeMs ?? null
}

function say(said: Said): void {
  port?.postMessage(said)
}
