/** What a pool of threads is told, and what it answers. */

export type TaskAnswer<Answer> = { readonly answer: Answer } | { readonly fault: string }

/** Calls back when so much time is over; gives what calls that off. */
export type StartTimer = (milliseconds: number, expire: () => void) => () => void

export interface TaskPoolSettings<Task> {
  /** What each thread runs: it answers a message `Task` with `{ answer }` or `{ fault }`, in their order. */
  readonly script: URL
  readonly workerData: unknown
  /** About how many bytes are read. */
  readonly sizeOf: (task: Task) => number
  /** How long a task may take. */
  readonly timeLimit: (task: Task) => number
  readonly mostThreads: number
  readonly startTimer?: StartTimer
}
