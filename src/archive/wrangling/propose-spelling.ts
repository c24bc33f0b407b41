/**
 * Proposes by spelling: names that differ in signs, spaces or the order of people are one tag, and a rare name one letter
 * away from a common one is probably a slip of it.
 */
import { isNear, looseKey, peopleIn, withoutOneLetter } from './names.ts'
import type { CountedTag, Proposal } from './proposal.ts'

/** Names spelled alike, and the one that they would be synonyms of. */
interface Alike {
  readonly key: string
  readonly head: CountedTag
  readonly works: number
}

/** @param isKnown names that a canon file has: they are nobody's slips. */
export function proposeBySpelling(
  tags: readonly CountedTag[],
  isKnown: (tag: CountedTag) => boolean,
): readonly Proposal[] {
  const proposals: Proposal[] = []
  const own = tags.filter(({ canonical, standing }) => canonical === null && standing !== 'ambiguous')
  for (const ofKind of Map.groupBy(own, ({ kind }) => kind).values()) {
    const alike: Alike[] = []
    for (const [key, group] of Map.groupBy(ofKind, ({ kind, name }) => looseKey(kind, name))) {
      const head = headOf(group)
      alike.push({ key, head, works: group.reduce((sum, { works }) => sum + works, 0) })
      for (const tag of group) if (tag !== head && isOpen(tag)) proposals.push(alikeProposal(tag, head))
    }
    proposals.push(...proposeSlips(alike, isKnown), ...proposeOtherSign(alike))
  }
  return proposals
}

/** Nobody has said anything of it, and a work has it. */
export function isOpen(tag: CountedTag): boolean {
  return tag.canonical === null && tag.standing === null && !tag.isDecided && tag.works > 0
}

function headOf(group: readonly CountedTag[]): CountedTag {
  return group.reduce((best, tag) => {
    const [one, other] = [Number(tag.standing === 'canonical'), Number(best.standing === 'canonical')]
    if (one !== other) return one > other ? tag : best
    if (tag.works !== best.works) return tag.works > best.works ? tag : best
    return tag.folded < best.folded ? tag : best
  })
}

function alikeProposal(tag: CountedTag, head: CountedTag): Proposal {
  const isOrder = tag.kind === 'relationship' && peopleIn(tag.name) !== undefined
  const what = isOrder
    ? 'The same people in another order or with another sign between them'
    : 'Spelled alike but for signs and spaces'
  return propose(
    tag,
    head,
    'sure',
    `${what}; ${counted(head.works)} ${head.works === 1 ? 'has' : 'have'} “${head.name}”.`,
  )
}

/** A common name is one that this many works have, and so many times as many as the slip. */
const COMMON = 3
const TIMES_AS_COMMON = 5
/** Names that slips are looked for of, in each kind. */
const MOST_HEADS = 20_000
/** In longer names a slip is likelier than a second name. */
const LONG = 9

function proposeSlips(alike: readonly Alike[], isKnown: (tag: CountedTag) => boolean): readonly Proposal[] {
  const heads = alike
    .filter(({ head, works }) => head.standing === 'canonical' || works >= COMMON)
    .toSorted((a, b) => b.works - a.works)
    .slice(0, MOST_HEADS)
  const near = new Map<string, Alike[]>()
  for (const each of heads) {
    if (each.key.length > LONGEST_NEAR) continue
    for (const part of withoutOneLetter(each.key)) {
      const there = near.get(part)
      if (there === undefined) near.set(part, [each])
      else if (there.length < MOST_NEAR) there.push(each)
    }
  }
  return alike.flatMap((slip): Proposal[] => {
    if (!isOpen(slip.head) || isKnown(slip.head) || slip.key.length > LONGEST_NEAR) return []
    const best = findNear(near, slip)
    if (best === undefined) return []
    const certainty = slip.key.length >= LONG ? 'likely' : 'doubtful'
    return [
      propose(
        slip.head,
        best.head,
        certainty,
        `One letter away from “${best.head.name}”, which ${counted(best.works)} ${best.works === 1 ? 'has' : 'have'}.`,
      ),
    ]
  })
}

const LONGEST_NEAR = 80
const MOST_NEAR = 20

function findNear(near: ReadonlyMap<string, readonly Alike[]>, slip: Alike): Alike | undefined {
  let best: Alike | undefined
  for (const part of withoutOneLetter(slip.key)) {
    for (const each of near.get(part) ?? []) {
      if (each === slip || !isNear(each.key, slip.key)) continue
      const isCommon =
        each.works >= slip.works * TIMES_AS_COMMON || (each.head.standing === 'canonical' && each.works >= slip.works)
      if (isCommon && (best === undefined || each.works > best.works)) best = each
    }
  }
  return best
}

/** "Willow & Tara" beside "Willow/Tara": mostly two things, sometimes one, and only a person can tell. */
function proposeOtherSign(alike: readonly Alike[]): readonly Proposal[] {
  const lovers = new Map(alike.filter(({ key }) => key.startsWith('/ ')).map((each) => [each.key.slice(2), each]))
  return alike.flatMap((friends): Proposal[] => {
    const found = friends.key.startsWith('& ') ? lovers.get(friends.key.slice(2)) : undefined
    if (found === undefined) return []
    const [few, many] = friends.works <= found.works ? [friends, found] : [found, friends]
    if (!isOpen(few.head)) return []
    return [
      propose(
        few.head,
        many.head,
        'doubtful',
        `The same people as in “${many.head.name}”, but “/” is love and “&” friendship.`,
      ),
    ]
  })
}

function propose(tag: CountedTag, of: CountedTag, certainty: Proposal['certainty'], why: string): Proposal {
  const { kind, name, works } = tag
  return { kind, name, works, says: 'synonym', of: { kind: of.kind, name: of.name }, certainty, by: 'spelling', why }
}

function counted(works: number): string {
  return `${works.toLocaleString('en')} ${works === 1 ? 'work' : 'works'}`
}
