/** What a repair is: a pure function from a text to the changes it is certain of and the doubts it has. */
import { unitsOf } from '../../kernel/units.ts'
import type { RepairCode } from '../codes.ts'

/** `text[from, to)` becomes `after`; never empty, and never a line end gained or lost. */
export interface Change {
  readonly from: number
  readonly to: number
  readonly after: string
}

/** A change that only a person may make. */
export interface DoubtfulChange extends Change {
  /** 0 to 1. */
  readonly confidence: number
  /** One sentence for a person. */
  readonly why: string
}

export interface Findings {
  /** In order, not touching the same character twice. */
  readonly changes: readonly Change[]
  readonly doubts: readonly DoubtfulChange[]
}

export const NOTHING: Findings = { changes: [], doubts: [] }

export interface Rule {
  readonly code: RepairCode
  readonly find: (text: string, session: Session) => Findings
}

/** The repair of one source. */
export interface Session {
  /** Accidents that have been repaired in it. */
  readonly proven: ReadonlySet<RepairCode>
  /** Finds out something about a text once for all rules that ask for it under the same key. */
  readonly remember: <Value>(key: object, text: string, find: () => Value) => Value
}

/** A session with notes on the text that was looked at last. */
export function startSession(proven: ReadonlySet<RepairCode>): Session {
  const notes = new Map<object, { readonly text: string; readonly value: unknown }>()
  return {
    proven,
    remember<Value>(key: object, text: string, find: () => Value): Value {
      const note = notes.get(key)
      if (note?.text === text) return note.value as Value
      const value = find()
      notes.set(key, { text, value })
      return value
    },
  }
}

/**
 * The UTF-16 units beyond ASCII that a text has, each once. Most rules look for two or three of them, and most texts have
 * none of those: one look at the text answers for all rules.
 */
export function unitsBeyondAscii(text: string, session: Session): ReadonlySet<number> {
  return session.remember(unitsBeyondAscii, text, () => {
    const units = unitsOf(text)
    const found = new Set<number>()
    let last = 0
    for (let i = 0; i < text.length; i++) {
      const unit = units[i] as number
      if (unit < 0x80 || unit === last) continue
      found.add(unit)
      last = unit
    }
    return found
  })
}

export function hasC1Control(text: string, session: Session): boolean {
  for (const unit of unitsBeyondAscii(text, session)) if (unit < 0xa0) return true
  return false
}

/** The text with the changes made. */
export function applyChanges(text: string, changes: readonly Change[]): string {
  const parts: string[] = []
  let done = 0
  for (const { from, to, after } of changes) {
    parts.push(text.slice(done, from), after)
    done = to
  }
  parts.push(text.slice(done))
  return parts.join('')
}

/** Changes found by several looks at a text, in order; of two that touch, the first found stays. */
export function inOrder<Some extends Change>(changes: readonly Some[]): readonly Some[] {
  const kept: Some[] = []
  for (const change of changes.toSorted((a, b) => a.from - b.from)) {
    const last = kept.at(-1)
    if (last === undefined || last.to <= change.from) kept.push(change)
  }
  return kept
}
