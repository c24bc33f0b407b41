/** The role of every line while a story is being recognised: what the header said, then what each recogniser adds. */
import type { LineRole } from '../structure.ts'
import type { Body } from './body.ts'

export interface Roles {
  readonly of: readonly LineRole[]
  readonly set: (index: number, role: LineRole) => void
  /** For all lines of a stretch that are not blank. */
  readonly setAll: (first: number, last: number, role: LineRole) => void
  /** Story that nothing else has claimed. */
  readonly isFree: (index: number) => boolean
}

export function openRoles(body: Body, known: ReadonlyMap<number, LineRole>): Roles {
  const roles: LineRole[] = body.lines.map((line) => {
    if (line.isTaken) return known.get(line.index) ?? 'field'
    return line.isBlank && line.source.kind !== 'rule' ? 'blank' : 'story'
  })
  const set = (index: number, role: LineRole): void => {
    if (index >= 0 && index < roles.length) roles[index] = role
  }
  return {
    of: roles,
    set,
    setAll: (first, last, role) => {
      for (let i = first; i <= last; i++) if (roles[i] !== 'blank') set(i, role)
    },
    isFree: (index) => roles[index] === 'story',
  }
}
