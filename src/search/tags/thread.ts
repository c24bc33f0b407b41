/** The thread that holds the tag index: makes it ready, says so, and then answers what it is asked, one after the other. */
import { statSync } from 'node:fs'
import { enableCompileCache } from 'node:module'
import { parentPort, workerData } from 'node:worker_threads'
import type { Holding } from './holding.ts'
import type { Call, Refreshed, Said, ThreadSettings } from './message.ts'

// A thread does not inherit the cache of the program, and what compiles takes ten megabytes.
enableCompileCache()
const { connect } = await import('../../platform/db/database.ts')
const { answerQuestion } = await import('./answer-call.ts')
const { countWorks } = await import('./catalogue.ts')
const { follow, keep, makeAnew, reopen } = await import('./holding.ts')
const { newPublisher } = await import('./published.ts')
const { snapshotPath } = await import('./snapshot.ts')

const { database: config, directory, isAnew, worthSharing } = workerData as ThreadSettings
const { db } = connect({ ...config, isServing: true })
const port = parentPort

const publisher = newPublisher()
let holding = await open()
const isShared = countWorks(holding.catalogue) >= worthSharing
say({
  kind: 'ready',
  works: countWorks(holding.catalogue),
  published: isShared ? publisher.publish(holding.catalogue) : null,
})
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
    const answer = name === 'refresh' ? await refresh() : answerQuestion(holding.catalogue, name, given)
    say({ kind: 'answer', number, answer })
  } catch (error) {
    // Whoever asked goes to the store instead, and other questions can still be answered.
    say({ kind: 'fault', number, fault: error instanceof Error ? (error.stack ?? error.message) : String(error) })
  }
}

async function refresh(): Promise<Refreshed> {
  const known = holding.catalogue
  const followed = await follow(db, holding)
  if (followed !== undefined) holding = followed
  const works = countWorks(holding.catalogue)
  const change = !isShared || holding.catalogue === known ? null : publisher.publishChange(holding.catalogue)
  if (followed === undefined) return { works, next: 'make-anew', change }
  const time = timeOfSnapshot()
  const isOther = time !== null && time !== snapshotTime
  snapshotTime = time
  return { works, next: isOther ? 'reopen' : 'nothing', change }
}

/** By which it is seen that "ficarium reindex" has made another one. */
function timeOfSnapshot(): number | null {
  return statSync(snapshotPath(directory), { throwIfNoEntry: false })?.mtimeMs ?? null
}

function say(said: Said): void {
  port?.postMessage(said)
}
