/** What `tags` says to the archivist: lists, what a decision did or why it was refused, what rules did. */
import type {
  DecisionRefusal,
  ListedTag,
  RulesApplied,
  StandingCount,
  TagName,
  Wrangling,
} from '../archive/wrangling/index.ts'
import { LONGEST_NAME } from '../archive/wrangling/index.ts'
import { many } from './rescue-words.ts'

/** `character:"Willow Rosenberg"`, as it can be typed again. */
export function typedTag({ kind, name }: TagName): string {
  return `${kind}:${/^[\p{L}\p{N}.-]+$/u.test(name) ? name : JSON.stringify(shown(name))}`
}

/** What a terminal must not be given: controls, and signs that turn its text around. */
function shown(name: string): string {
  return name.replaceAll(/\p{Cc}|[\u202a-\u202e\u2066-\u2069]/gu, '�')
}

export function tagLine(tag: ListedTag): string {
  const is = tag.canonical === null ? tag.standing : `synonym of ${JSON.stringify(shown(tag.canonical))}`
  const found = tag.found === tag.works || tag.standing === 'synonym' ? '' : `, ${many(tag.found, 'work')} under it`
  return `${typedTag(tag)}  ${many(tag.works, 'work')}${found}, ${is}`
}

/** "character: 4 canonical, 12 synonyms, 1 ambiguous, 30 unwrangled" */
export function standingCounts(counts: readonly StandingCount[]): string {
  const lines = [...Map.groupBy(counts, ({ kind }) => kind)].map(([kind, own]) => {
    const parts = own.map(({ standing, tags }) =>
      standing === 'synonym' ? many(tags, 'synonym') : `${tags} ${standing}`,
    )
    return `${kind}: ${parts.join(', ')}`
  })
  return lines.length === 0 ? 'There are no tags in this archive yet.\n' : `${lines.join('\n')}\n`
}

export function wranglingLine(wrangling: Wrangling): string {
  const { id, saidBy, name, saidAt, undoneAt, sayings } = wrangling
  const what = saidBy === 'rule' ? `rules “${shown(name)}”` : shown(name)
  const state = undoneAt === null ? `${many(sayings, 'thing')} said` : `taken back on ${undoneAt.slice(0, 10)}`
  return `${id}  ${saidAt.slice(0, 16).replace('T', ' ')}  ${what}: ${state}`
}

export function rulesInWords(name: string, applied: RulesApplied, isDryRun: boolean): string {
  const { sayings, added, takenBack, leftOut, changed, resting } = applied
  const lines = [
    isDryRun
      ? `The rules “${shown(name)}” would say ${many(sayings, 'thing')} of tags here: ${added} new, ${takenBack} taken back.`
      : `The rules “${shown(name)}” say ${many(sayings, 'thing')} of tags here: ${added} new, ${takenBack} taken back. ${many(changed, 'tag')} changed.`,
  ]
  if (leftOut > 0) lines.push(`${many(leftOut, 'entry', 'entries')} left out: no work here has their tags.`)
  if (resting.length > 0)
    lines.push(`${many(resting.length, 'meta tag')} left aside: with what was said before, they would close a circle.`)
  return `${lines.join('\n')}\n`
}

type Refused = { readonly tag: TagName; readonly of?: TagName }

const REFUSED = {
  'name-empty': () => 'a name needs a letter or a sign.',
  'name-too-long': ({ tag }) =>
    `${typedTag({ ...tag, name: `${tag.name.slice(0, 40)}…` })} is longer than ${LONGEST_NAME} characters.`,
  'name-has-sign': ({ tag }) =>
    `${typedTag(tag)} has a sign that may not stand in the name of a canonical tag: a comma, * < > ^ { } = \` \\ % or one that cannot be seen.`,
  'no-such-tag': ({ tag }) => `there is no ${typedTag(tag)}. "ficarium tags --find WORD" looks for it.`,
  'of-itself': ({ tag }) => `${typedTag(tag)} cannot be that of itself; spelled alike, they are one tag.`,
  'other-kind': ({ tag, of }) =>
    `${typedTag(tag)} is of another kind than ${of === undefined ? 'that' : typedTag(of)}.`,
  'no-parent': ({ tag, of }) =>
    `a ${tag.kind} cannot belong to a ${of?.kind ?? 'tag of that kind'}. A character belongs to a fandom, a relationship to a fandom or a character, an additional tag to a fandom.`,
  'is-synonym': ({ tag, of }) =>
    `${typedTag(tag)} is a synonym${of === undefined ? '' : ` of ${typedTag(of)}`}. Say it of that, or make it canonical first.`,
  'is-ambiguous': ({ tag }) => `${typedTag(tag)} is ambiguous. Make it canonical first.`,
  circle: ({ tag, of }) =>
    `then ${typedTag(tag)} would stand above itself${of === undefined ? '' : `, by way of ${typedTag(of)}`}.`,
} satisfies Record<DecisionRefusal, (refused: Refused) => string>

export function refusedInWords(refused: Refused & { readonly refusal: DecisionRefusal }): string {
  return REFUSED[refused.refusal](refused)
}
