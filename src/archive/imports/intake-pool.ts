/**
 * Reads sources on all processors, and makes the drafts of works there: that is nearly all of what an import costs, and
 * neither sources nor works depend on each other.
 *
 * A worker takes a second to start, so a small import is read in this thread. What this thread reads cannot be stopped;
 * therefore it reads nothing large.
 *
 * A source that breaks intake, or that takes minutes, is refused with the fault, and its bytes are kept: a fault of
 * ours must not keep twenty thousand other stories out.
 */
import type { Canon } from '../../intake/canon/index.ts'
import type { SourceFile } from '../../intake/intake.ts'
import { holdLanguagesSmall } from '../../platform/languages/hold-small.ts'
import type { StartTimer, TaskAnswer, TaskFault } from '../../platform/threads/task.ts'
import { openTaskPool } from '../../platform/threads/task-pool.ts'
import type { WorkDraft } from '../works/index.ts'
import { type IntakeAnswer, type IntakeTask, runIntakeTask, type WorkToCompose } from './intake-task.ts'
import type { PackedReading } from './packed-reading.ts'

export type { PackedReading }

export interface IntakePool extends AsyncDisposable {
  readonly read: (file: SourceFile) => Promise<PackedReading>
  readonly compose: (work: WorkToCompose) => Promise<WorkDraft>
  /** How many sources or works are worth handing in before waiting for the first. */
  readonly width: number
  /** Has the threads load while other things are done. */
  readonly warm: () => void
  /** Gives back the memory of the threads while nothing is read. */
  readonly rest: () => Promise<void>
}

export interface PoolSettings {
  /** There is so much to read that workers are worth their start from the first source on. */
  readonly isLarge?: boolean
  /** Memory counts for more than time: this thread reads, and another only what is very large, while there is any. */
  readonly isNarrow?: boolean
  /** For tests: another worker, another clock. */
  readonly script?: URL
  readonly startTimer?: StartTimer
}

/** With more bytes than that to read, workers are worth their start. */
export const WORTH_WORKERS_BYTES = 512 * 1024
/** The largest source that is read in this thread. */
const LARGEST_HERE_BYTES = 64 * 1024
/**
 * The same where memory counts for more: a second thread takes 200 MB, so it is for what may take longer than seconds.
 * Mails with pictures are not.
 */
const NARROW_LARGEST_HERE_BYTES = 2 ** 20
/** For so long that thread waits for something large to come again. */
const NARROW_IDLE_MS = 2_000
/** Each takes some 100 MB. */
const MOST_WORKERS = 8
/**
 * With two processors this thread reads beside one worker: two workers and this thread got in each other's way, and the
 * second took 3 s of processor time to start and warm up (60 MB in 15.5 s instead of 26, in turns on a busy machine).
 */
const SHARES_UP_TO = 2
/** What a worker is given ahead: enough to read while this thread writes a group of files. */
const AHEAD = { tasks: 24, bytes: 512 * 1024 } as const
/**
 * A text leaves many small things behind. With half of this a thread reads 2 to 15 % slower, and with twice as much no
 * faster, while each thread takes more memory.
 */
const NURSERY_MEGABYTES = 48
const NARROW_NURSERY_MEGABYTES = 16
/** Most files take a fraction of a second, and the slowest machine reads a megabyte in less than five. */
const TIME_LIMIT = { task: 120_000, megabyte: 5_000 } as const

const WORKER = new URL('./intake-worker.ts', import.meta.url)

export function openIntakePool(canons: readonly Canon[], settings: PoolSettings = {}): IntakePool {
  const { isLarge = false, isNarrow = false, script = WORKER, startTimer } = settings
  holdLanguagesSmall()
  const largestHere = isNarrow ? NARROW_LARGEST_HERE_BYTES : LARGEST_HERE_BYTES
  const pool = openTaskPool<IntakeTask, IntakeAnswer>({
    script,
    workerData: canons,
    sizeOf: bytesOf,
    timeLimit: timeFor,
    mostThreads: isNarrow ? 1 : MOST_WORKERS,
    ahead: AHEAD,
    nurseryMegabytes: isNarrow ? NARROW_NURSERY_MEGABYTES : NURSERY_MEGABYTES,
    here: {
      run: async (task) => runIntakeTask(task, canons),
      largestBytes: largestHere,
      untilBytes: isLarge ? 0 : WORTH_WORKERS_BYTES,
      sharesUpTo: isNarrow ? 0 : SHARES_UP_TO,
    },
    ...(startTimer !== undefined && { startTimer }),
  })
  let large = 0
  let ending: NodeJS.Timeout | undefined

  /** Where memory counts, the thread for what is large ends when nothing large has come for a while. */
  async function run(task: IntakeTask): Promise<TaskAnswer<IntakeAnswer>> {
    if (!isNarrow || bytesOf(task) <= largestHere) return pool.run(task)
    clearTimeout(ending)
    large++
    try {
      return await pool.run(task)
    } finally {
      large--
      if (large === 0) ending = setTimeout(() => void pool.rest(), NARROW_IDLE_MS).unref()
    }
  }

  return {
    width: pool.width,
    warm() {
      if (!isNarrow) pool.warm()
    },
    rest: pool.rest,
    async read(file) {
      const answer = await run({ file })
      return 'fault' in answer ? unread(whyUnread(answer, { file })) : readingIn(answer.answer)
    },
    async compose(work) {
      const answer = await run({ compose: work })
      if ('fault' in answer) throw new Error(`a work could not be put together: ${answer.fault}`)
      return draftIn(answer.answer)
    },
    [Symbol.asyncDispose]: async () => pool[Symbol.asyncDispose](),
  }
}

function bytesOf(task: IntakeTask): number {
  if ('file' in task) return task.file.bytes.length
  return task.compose.sources.reduce((sum, { content }) => sum + content.length, 0)
}

function timeFor(task: IntakeTask): number {
  return TIME_LIMIT.task + Math.ceil(bytesOf(task) / 2 ** 20) * TIME_LIMIT.megabyte
}

function readingIn(answer: IntakeAnswer): PackedReading {
  if ('reading' in answer) return answer.reading
  throw new TypeError('a source was asked for and a work answered')
}

function draftIn(answer: IntakeAnswer): WorkDraft {
  if ('draft' in answer) return answer.draft
  throw new TypeError('a work was asked for and a source answered')
}

function whyUnread({ fault, stopped }: TaskFault, task: IntakeTask): string {
  if (stopped === 'late') {
    const minutes = (timeFor(task) / 60_000).toFixed(0)
    return `Reading this file took longer than ${minutes} minutes and was stopped, which is a bug of ours; it is kept, and a later version can read it. Please report it.`
  }
  const what = stopped === 'closed' ? 'the import was stopped' : fault.slice(0, 500)
  return `Ficarium failed on this file, which is a bug of ours; it is kept, and a later version can read it. Please report: ${what}`
}

/** A refusal that says what broke. */
function unread(why: string): PackedReading {
  return {
    format: 'unread',
    refusal: { code: 'fault', why },
    repairs: 0,
    suggestions: 0,
    hidden: 0,
    isDoubtful: true,
    outline: null,
    content: new Uint8Array(),
  }
}
