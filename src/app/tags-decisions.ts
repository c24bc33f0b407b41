/** Decisions about tags as they are typed: `tags synonym character:Wilow --of "Willow Rosenberg"`. */
import { isTagKind, TAG_KINDS, type TagKind } from '../archive/works/index.ts'
import { type Decision, decide, findTags, listWorksAnew, type TagName } from '../archive/wrangling/index.ts'
import { CommandError, EXIT, type ExitCode } from './exit-code.ts'
import { many } from './rescue-words.ts'
import { refusedInWords, typedTag } from './tag-words.ts'
import { type Asked, kindOf, listAnew, textOf, whileTagsStand } from './tags-asked.ts'

export async function decideByWords(asked: Asked, act: Decision['act'], words: readonly string[]): Promise<ExitCode> {
  const { archive, terminal, options } = asked
  const decision = await decisionOf(asked, act, words)
  return whileTagsStand(asked, async () => {
    const isDryRun = options['dry-run'] === true
    const name = sayingOf(decision)
    const decided = await decide(archive.db, decision, { name, now: new Date().toISOString(), isDryRun })
    if (!decided.ok) {
      terminal.err(`ficarium tags: ${refusedInWords(decided)}\nficarium tags: nothing was changed.\n`)
      return EXIT.doubt
    }
    const works = isDryRun ? 0 : await listAnew(asked, listWorksAnew)
    const { wrangling, changed } = decided
    if (options['json'] === true)
      terminal.out(`${JSON.stringify({ wrangling: isDryRun ? null : wrangling, changed, works })}\n`)
    else if (wrangling === null) terminal.err('That had been decided already. Nothing was changed.\n')
    else if (isDryRun) terminal.err(`${many(changed, 'tag')} would change.\n`)
    else
      terminal.err(
        `${many(changed, 'tag')} changed, ${many(works, 'work')} listed anew. "ficarium tags undo ${wrangling}" takes it back.\n`,
      )
    return EXIT.done
  })
}

async function decisionOf(asked: Asked, act: Decision['act'], words: readonly string[]): Promise<Decision> {
  const { options } = asked
  if (words.length === 0) throw new CommandError(`name a tag, such as "character:Willow".`, EXIT.usage)
  const tags: TagName[] = []
  for (const word of words) tags.push(await tagOf(asked, word, kindOf(options), act === 'canonical'))
  if (act === 'canonical' || act === 'ambiguous' || act === 'unwrangled') return { act, tags }
  const option = act === 'synonym' ? 'of' : 'under'
  const target = textOf(options, option) ?? textOf(options, act === 'synonym' ? 'under' : 'of')
  if (target === undefined) throw new CommandError(`say --${option} TAG with it.`, EXIT.usage)
  const kind = act === 'parent' ? undefined : (tags[0] as TagName).kind
  const other = await tagOf(asked, target, kind, true)
  if (act === 'synonym') return { act, tags, of: other }
  return { act, tags, under: other, isTakenAway: options['remove'] === true }
}

/** `character:Willow`; without its kind, where only one tag has this name. */
async function tagOf(
  { archive }: Asked,
  word: string,
  otherwise: TagKind | undefined,
  mayBeNew: boolean,
): Promise<TagName> {
  const colon = word.indexOf(':')
  const kind = word.slice(0, Math.max(0, colon)).trim().toLowerCase()
  if (isTagKind(kind)) return { kind, name: word.slice(colon + 1) }
  if (otherwise !== undefined) return { kind: otherwise, name: word }
  const found = await findTags(
    archive.db,
    TAG_KINDS.map((each) => ({ kind: each, name: word })),
  )
  const [one, ...others] = found
  if (one !== undefined && others.length === 0) return one
  if (one === undefined) {
    const how = mayBeNew
      ? `say its kind: "additional:${word.slice(0, 60)}", for example.`
      : '"ficarium tags --find WORD" looks for it.'
    throw new CommandError(`there is no tag "${word.slice(0, 60)}"; ${how}`, EXIT.usage)
  }
  throw new CommandError(`there are several: ${found.map(typedTag).join(', ')}. Say which.`, EXIT.usage)
}

const LONGEST_SAYING = 500

/** As it stands in the history. */
function sayingOf(decision: Decision): string {
  const tags = decision.tags.slice(0, 10).map(typedTag).join(' ')
  const more = decision.tags.length > 10 ? ` and ${decision.tags.length - 10} more` : ''
  const rest =
    decision.act === 'synonym'
      ? ` --of ${typedTag(decision.of)}`
      : 'under' in decision
        ? ` --under ${typedTag(decision.under)}${decision.isTakenAway === true ? ' --remove' : ''}`
        : ''
  const text = `${decision.act} ${tags}${more}${rest}`
  return text.length <= LONGEST_SAYING ? text : `${text.slice(0, LONGEST_SAYING).toWellFormed()}…`
}
