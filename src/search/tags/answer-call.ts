/** Answers a call of the tag index by its name, whichever thread it is in. */
import { type Answering, askCatalogue, countConditions, pickRandom } from './catalogue.ts'
import { listAlike } from './like.ts'
import { matchMost } from './match-most.ts'
import type { CallName, Calls } from './message.ts'

export type QuestionName = Exclude<CallName, 'refresh'>

const ANSWER: {
  readonly [Name in QuestionName]: (answering: Answering, given: Calls[Name]['given']) => Calls[Name]['answer']
} = {
  ask: askCatalogue,
  count: (answering, { viewer, conditions }) => countConditions(answering, viewer, conditions),
  matchMost: ({ layers }, { viewer, conditions, size }) => matchMost(layers, viewer, conditions, size),
  like: ({ layers, terms }, { viewer, work, size }) => listAlike(layers, terms, viewer, work, size),
  random: (answering, { viewer, condition }) => pickRandom(answering, viewer, condition, Math.random()),
}

/** Throws for what is no question. */
export function answerQuestion(answering: Answering, name: CallName, given: unknown): unknown {
  if (name === 'refresh') throw new TypeError('a refresh is no question')
  return (ANSWER[name] as (answering: Answering, given: unknown) => unknown)(answering, given)
}
