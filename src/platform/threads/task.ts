/** What a pool of threads is told, and what it answers. */

export type TaskAnswer<Answer> = { readonly answer: Answer } | TaskFault

export interface TaskFault {
  readonly fault: string
  /** When it was not the task that broke: its time was over, or the pool was closed before it began. */
  readonly stopped?: 'late' | 'closed'
}

/** Calls back when so much time is over; gives what calls that off. */
export type StartTimer = (milliseconds: number, expire: () => void) => () => void

export interface TaskPoolSettings<Task, Answer> {
  /** What each thread runs: it hands its function to `answerTasks`. */
  readonly script: URL
  readonly workerData: unknown
  /** About how many bytes are read. */
  readonly sizeOf: (task: Task) => number
  /** How long a task may take, in milliseconds. */
  readonly timeLimit: (task: Task) => number
  readonly mostThreads: number
  /** What a thread is given ahead, so that it need not wait for whoever hands tasks out. */
  readonly ahead: { readonly tasks: number; readonly bytes: number }
  /** Room for new objects in each thread: too little and it does nothing but collect, too much and it only takes memory. */
  readonly nurseryMegabytes: number
  readonly here?: TasksHere<Task, Answer>
  readonly startTimer?: StartTimer
}

/** Which tasks are run in this thread. It cannot be stopped, therefore none that is large. */
export interface TasksHere<Task, Answer> {
  readonly run: (task: Task) => Answer | Promise<Answer>
  readonly largestBytes: number
  /** With so many bytes handed in, threads are worth their start. */
  readonly untilBytes: number
  /**
   * With so few processors this thread goes on running small tasks while it has nothing else to do, instead of one more
   * thread: each thread loads and warms up all that the others have.
   */
  readonly sharesUpTo?: number
}

export function taskFault(error: unknown): TaskFault {
  return { fault: error instanceof Error ? (error.stack ?? error.message) : String(error) }
}
