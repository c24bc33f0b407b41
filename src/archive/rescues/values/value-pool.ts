/**
 * Reads values on all processors: decoding, mending and parsing is most of what a rescue costs, and no value depends on
 * another.
 *
 * The first ones are read in this thread, since a worker takes a second to start and most sites are small. What this
 * thread reads cannot be stopped; therefore it reads nothing large.
 */
import type { StartTimer } from '../../../platform/threads/task.ts'
import { openTaskPool } from '../../../platform/threads/task-pool.ts'
import type { StoryInput, StoryValues } from './story-values.ts'
import { runValueTask, type SingleKind, type SingleValue, type ValueAnswer, type ValueTask } from './value-task.ts'

export interface ValuePool extends AsyncDisposable {
  /** How many tasks are worth handing in before waiting for the first. */
  readonly width: number
  /** Rejects with a `ValueFault` when reading broke or took too long. */
  readonly story: (story: StoryInput) => Promise<StoryValues>
  /** One task for all: hand in some dozens at once. Gives '' for what holds no word. */
  readonly read: (kind: SingleKind, values: readonly SingleValue[]) => Promise<readonly string[]>
}

export class ValueFault extends Error {
  override name = 'ValueFault'
}

export interface ValuePoolSettings {
  /** There is much to read: threads are worth their start from the first value on. */
  readonly isLarge?: boolean
  /** For tests, like the clock. */
  readonly script?: URL
  readonly startTimer?: StartTimer
}

/** Bytes read in this thread before workers are worth their start, and the largest task that it reads. */
const WORTH_WORKERS_BYTES = 512 * 1024
const LARGEST_HERE_BYTES = 64 * 1024
/** Each takes 75 MB. */
const MOST_WORKERS = 8
/** As many as are read while works of a group are written, which takes a tenth of a second: else threads stand idle. */
const AHEAD = { tasks: 32, bytes: 1024 * 1024 } as const
/**
 * With so few processors this thread reads beside a single worker: that takes a seventh less processor time than beside
 * two, keeps both processors busy, and is a thread's memory less.
 */
const SHARES_UP_TO = 2
/** A text leaves many small things behind; a larger nursery for them only takes memory, in every worker. */
const NURSERY_MEGABYTES = 24
/** Most tasks take milliseconds, and the slowest machine reads a megabyte in less than five seconds. */
const TIME_LIMIT = { task: 120_000, megabyte: 5_000 } as const

const WORKER = new URL('./value-worker.ts', import.meta.url)

/** `siteUrl` is where relative links led. */
export function openValuePool(siteUrl: string | null, settings: ValuePoolSettings = {}): ValuePool {
  const { script = WORKER, startTimer, isLarge = false } = settings
  const pool = openTaskPool<ValueTask, ValueAnswer>({
    script,
    workerData: siteUrl,
    mostThreads: MOST_WORKERS,
    sizeOf: bytesOf,
    timeLimit: (task) => TIME_LIMIT.task + Math.ceil(bytesOf(task) / 2 ** 20) * TIME_LIMIT.megabyte,
    ahead: AHEAD,
    nurseryMegabytes: NURSERY_MEGABYTES,
    here: {
      run: (task) => runValueTask(task, siteUrl),
      largestBytes: LARGEST_HERE_BYTES,
      untilBytes: isLarge ? 0 : WORTH_WORKERS_BYTES,
      sharesUpTo: SHARES_UP_TO,
    },
    ...(startTimer !== undefined && { startTimer }),
  })

  async function ask(task: ValueTask): Promise<ValueAnswer> {
    const answer = await pool.run(compact(task))
    if ('fault' in answer) throw new ValueFault(answer.fault)
    return answer.answer
  }

  return {
    width: pool.width,
    story: async (story) => (await ask({ kind: 'story', story })) as StoryValues,
    read: async (kind, values) => (await ask({ kind, values })) as readonly string[],
    [Symbol.asyncDispose]: async () => pool[Symbol.asyncDispose](),
  }
}

function bytesOf(task: ValueTask): number {
  if (task.kind !== 'story') return task.values.reduce((sum, { bytes }) => sum + bytes.length, 0)
  const { title, summary, notes, chapters } = task.story
  const values = [
    title,
    summary,
    notes,
    ...chapters.flatMap((each) => [each.title, each.notes, each.endNotes, each.text]),
  ]
  return values.reduce((sum, value) => sum + (value?.length ?? 0), 0)
}

/**
 * All values in one piece of memory. A view into something larger would be sent with all of it, and a piece for each value
 * takes twice as long to send as everything else about it.
 */
function compact(task: ValueTask): ValueTask {
  const move = moverInto(new Uint8Array(bytesOf(task)))
  if (task.kind !== 'story')
    return { ...task, values: task.values.map(({ bytes, evidence }) => ({ bytes: move(bytes), evidence })) }
  const { story } = task
  return {
    kind: 'story',
    story: {
      ...story,
      title: move(story.title),
      summary: move(story.summary),
      notes: move(story.notes),
      chapters: story.chapters.map((chapter) => ({
        ...chapter,
        title: move(chapter.title),
        notes: move(chapter.notes),
        endNotes: move(chapter.endNotes),
        text: move(chapter.text),
      })),
    },
  }
}

/** Copies one value behind the other into `room`. */
function moverInto(room: Uint8Array): <Bytes extends Uint8Array | null>(bytes: Bytes) => Bytes {
  let used = 0
  return (bytes) => {
    if (bytes === null) return bytes
    room.set(bytes, used)
    used += bytes.length
    return room.subarray(used - bytes.length, used) as typeof bytes
  }
}
