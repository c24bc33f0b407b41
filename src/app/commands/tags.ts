/** `ficarium tags`: what tags mean: a list with counts, proposals, rules, decisions, and undoing. */
import { TAG_KINDS, type TagKind } from '../../archive/works/index.ts'
import {
  countStandings,
  countUnlisted,
  findWrangling,
  listWorksAnew,
  listWrangledTags,
  listWranglings,
  STANDINGS,
  undoWrangling,
} from '../../archive/wrangling/index.ts'
import type { Command } from '../command.ts'
import { CommandError, EXIT, type ExitCode } from '../exit-code.ts'
import { nearest } from '../nearest.ts'
import { DATA_HELP, DATA_OPTION, openArchive } from '../open-archive.ts'
import { many } from '../rescue-words.ts'
import { standingCounts, tagLine, wranglingLine } from '../tag-words.ts'
import { type Asked, kindOf, listAnew, numberOf, oneOf, textOf, whileTagsStand } from '../tags-asked.ts'
import { decideByWords } from '../tags-decisions.ts'
import { applyFile, exportRules, proposeRules } from '../tags-rules.ts'

export const TAGS: Command = {
  name: 'tags',
  summary: 'Look after what tags mean: canonical tags, synonyms, meta tags, rules.',
  usage: [
    'tags [list] [--kind KIND] [--is STANDING] [--find TEXT] [--most N] [--json]',
    'ficarium tags propose [--kind KIND] [--by REASON] [--all] [--json] > FILE',
    'ficarium tags apply|import FILE [--dry-run]',
    'ficarium tags export [--kind KIND] [--json] > FILE',
    'ficarium tags canonical|ambiguous|unwrangled TAG…',
    'ficarium tags synonym TAG… --of TAG',
    'ficarium tags meta|parent TAG… --under TAG [--remove]',
    'ficarium tags history',
    'ficarium tags undo [NUMBER|NAME]',
    'ficarium tags settle',
  ].join('\n'),
  examples: [
    ['tags --is unwrangled', 'the tags that nobody has said anything of, those that most works have first'],
    [
      'tags propose > rules.yaml',
      'what the archive takes for synonyms, canonical tags and parents, each with its reason, as a file to edit',
    ],
    [
      'tags apply rules.yaml',
      'says what the file says, for the tags that are here; as often as you like, a second time changes nothing',
    ],
    ['tags import rules.yaml', 'the same with all that the file says, for works to come'],
    ['tags undo', 'takes back what was said last; "tags history" numbers all of it, rules have a name, too'],
    ['tags export > tags.yaml', 'all that holds here, for another archive; with --json as JSON'],
    ['tags synonym character:Wilow --of "Willow Rosenberg"', 'works keep "Wilow" and are found under Willow Rosenberg'],
    ['tags meta "additional:First Kiss" --under Kissing', 'the works of First Kiss are found under Kissing, too'],
    [
      'tags parent "character:Willow Rosenberg" --under "fandom:Buffy the Vampire Slayer"',
      'she belongs to that fandom',
    ],
    ['tags ambiguous character:Will', 'sets it aside: it may be several people'],
  ],
  options: {
    ...DATA_OPTION,
    kind: { type: 'string' },
    is: { type: 'string' },
    find: { type: 'string' },
    most: { type: 'string' },
    by: { type: 'string' },
    all: { type: 'boolean' },
    of: { type: 'string' },
    under: { type: 'string' },
    remove: { type: 'boolean' },
    again: { type: 'boolean' },
    'dry-run': { type: 'boolean' },
    json: { type: 'boolean' },
  },
  optionHelp: {
    ...DATA_HELP,
    kind: 'fandom, relationship, character, warning, category or additional',
    is: 'with the list: canonical, synonym, ambiguous or unwrangled',
    find: 'with the list: part of a name',
    most: 'so many of them (the list: 50)',
    by: 'with "propose": spelling, canon or company (the fandom that most works with a tag are of)',
    all: 'with "propose": doubtful ones, too',
    of: 'with "synonym": the canonical tag; it may be new',
    under: 'with "meta" and "parent": what stands above; it may be new',
    remove: 'with "meta" and "parent": it does not stand there, whatever rules say',
    again: 'with "apply" and the name of rules in place of a file: as they were applied last',
    'dry-run': 'say what would change, and change nothing',
    json: 'the answer as JSON',
  },
  async run(line, terminal) {
    const [part = 'list', ...words] = line.positionals
    const run = PARTS[part]
    if (run === undefined) {
      const names = Object.keys(PARTS)
      throw new CommandError(
        `there is no "tags ${part}".${nearest(part, names)} There are ${names.join(', ')}.`,
        EXIT.usage,
      )
    }
    await using archive = await openArchive(line.options, { mustExist: true })
    return await run({ archive, terminal, options: line.options, typed: line.positionals }, words)
  },
}

const PARTS: Readonly<Record<string, (asked: Asked, words: readonly string[]) => Promise<ExitCode>>> = {
  list,
  propose: proposeRules,
  apply: (asked, words) => applyFile(asked, words, false),
  import: (asked, words) => applyFile(asked, words, true),
  export: exportRules,
  canonical: (asked, words) => decideByWords(asked, 'canonical', words),
  synonym: (asked, words) => decideByWords(asked, 'synonym', words),
  meta: (asked, words) => decideByWords(asked, 'meta', words),
  parent: (asked, words) => decideByWords(asked, 'parent', words),
  ambiguous: (asked, words) => decideByWords(asked, 'ambiguous', words),
  unwrangled: (asked, words) => decideByWords(asked, 'unwrangled', words),
  history,
  undo,
  settle,
}

const LISTED = 50

async function list({ archive, terminal, options }: Asked, words: readonly string[]): Promise<ExitCode> {
  if (words.length > 0) throw new CommandError('the list takes options only; --find looks for a name.', EXIT.usage)
  const kind = kindOf(options)
  const standing = oneOf(options, 'is', STANDINGS)
  const text = textOf(options, 'find')
  const tags = await listWrangledTags(archive.db, {
    ...(kind !== undefined && { kind }),
    ...(standing !== undefined && { standing }),
    ...(text !== undefined && { text }),
    size: numberOf(options, 'most') ?? LISTED,
  })
  const isJson = options['json'] === true
  for (const tag of tags) terminal.out(`${isJson ? JSON.stringify(tag) : tagLine(tag)}\n`)
  if (!isJson)
    terminal.err(`\n${standingCounts((await countStandings(archive.db)).filter((each) => isKind(each.kind, kind)))}`)
  const unlisted = await countUnlisted(archive.db)
  if (unlisted > 0)
    terminal.err(
      `\nWorks of ${many(unlisted, 'tag')} still stand in their old lists: "ficarium tags settle" lists them anew.\n`,
    )
  return EXIT.done
}

/** Finishes what a command that was stopped left undone; every command that changes tags does so, too. */
async function settle(asked: Asked): Promise<ExitCode> {
  return whileTagsStand(asked, async () => {
    const works = await listAnew(asked, listWorksAnew)
    asked.terminal.err(`${many(works, 'work')} listed anew.\n`)
    return EXIT.done
  })
}

function isKind(kind: TagKind, wanted: TagKind | undefined): boolean {
  return (wanted === undefined || kind === wanted) && TAG_KINDS.includes(kind)
}

async function history({ archive, terminal, options }: Asked): Promise<ExitCode> {
  const wranglings = await listWranglings(archive.db, { size: numberOf(options, 'most') ?? LISTED })
  for (const each of wranglings)
    terminal.out(`${options['json'] === true ? JSON.stringify(each) : wranglingLine(each)}\n`)
  if (wranglings.length === 0) terminal.err('Nobody has said anything of tags here yet.\n')
  return EXIT.done
}

async function undo(asked: Asked, words: readonly string[]): Promise<ExitCode> {
  const { archive, terminal, options } = asked
  const [word, ...others] = words
  if (others.length > 0) throw new CommandError('it takes back one thing at a time.', EXIT.usage)
  const all = (await listWranglings(archive.db, { size: 10_000 })).filter(({ undoneAt }) => undoneAt === null)
  const numbered =
    word !== undefined && /^\d{1,15}$/.test(word) ? await findWrangling(archive.db, Number(word)) : undefined
  const found =
    word === undefined ? all[0] : (all.find(({ saidBy, name }) => saidBy === 'rule' && name === word) ?? numbered)
  if (found === undefined || found.undoneAt !== null) {
    const why =
      found === undefined
        ? `nothing was said here under ${word === undefined ? 'any name' : `"${word}"`}`
        : 'that was taken back already'
    throw new CommandError(`${why}. "ficarium tags history" lists what was said.`, EXIT.usage)
  }
  if (options['dry-run'] === true) {
    terminal.err(`Would take back: ${wranglingLine(found)}\n`)
    return EXIT.done
  }
  return whileTagsStand(asked, async () => {
    const changed = await undoWrangling(archive.db, found.id, new Date().toISOString())
    const works = await listAnew(asked, listWorksAnew)
    if (options['json'] === true) terminal.out(`${JSON.stringify({ wrangling: found.id, changed, works })}\n`)
    else
      terminal.err(
        `Taken back: ${wranglingLine(found)}. ${many(changed, 'tag')} changed, ${many(works, 'work')} listed anew.\n`,
      )
    return EXIT.done
  })
}
