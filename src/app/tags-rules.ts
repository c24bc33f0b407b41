/** Rules about tags on the command line: proposed, applied from a file, exported to one. */
import { once } from 'node:events'
import { basename } from 'node:path'
import { loadCanons } from '../archive/canons/index.ts'
import {
  applyRules,
  asEntries,
  findAppliedRules,
  listAsRules,
  listWorksAnew,
  proposeTags,
  type RuleSet,
  readRules,
  writeRules,
  writeRulesAsJson,
} from '../archive/wrangling/index.ts'
import { CommandError, EXIT, type ExitCode } from './exit-code.ts'
import { readTextFile } from './read-text-file.ts'
import { many, mappingProblems } from './rescue-words.ts'
import { rulesInWords } from './tag-words.ts'
import { type Asked, kindOf, listAnew, numberOf, oneOf, whileTagsStand } from './tags-asked.ts'

export async function proposeRules({ archive, terminal, options }: Asked): Promise<ExitCode> {
  const { canons, problems } = await loadCanons(archive.config.dataDirectory)
  for (const problem of problems) terminal.err(`ficarium tags: canon file left out: ${problem}\n`)
  const kind = kindOf(options)
  const most = numberOf(options, 'most')
  const by = oneOf(options, 'by', ['spelling', 'canon', 'company'] as const)
  const proposals = await proposeTags(archive.db, canons, {
    ...(kind !== undefined && { kind }),
    ...(most !== undefined && { most }),
    ...(by !== undefined && { by }),
    isAll: options['all'] === true,
  })
  if (options['json'] === true) {
    for (const proposal of proposals) terminal.out(`${JSON.stringify(proposal)}\n`)
    return EXIT.done
  }
  const works = new Map(proposals.map((each) => [`${each.kind} ${each.name}`, each.works]))
  const name = `proposed ${new Date().toISOString().slice(0, 16).replace('T', ' ')}`
  for (const text of writeRules(name, asEntries(proposals), (ofKind, tag) => works.get(`${ofKind} ${tag}`)))
    terminal.out(text)
  terminal.err(`${many(proposals.length, 'proposal')}.\n`)
  return EXIT.done
}

export async function exportRules({ archive, terminal, options }: Asked): Promise<ExitCode> {
  const entries = []
  for await (const entry of listAsRules(archive.db, kindOf(options))) entries.push(entry)
  const write = options['json'] === true ? writeRulesAsJson : writeRules
  for (const text of write('tags', entries)) {
    terminal.out(text)
    // A slow reader on the other side of a pipe must not make the lines pile up in memory.
    if (process.stdout.writableNeedDrain) await once(process.stdout, 'drain')
  }
  terminal.err(`${many(entries.length, 'tag')}.\n`)
  return EXIT.done
}

export async function applyFile(asked: Asked, words: readonly string[], isWhole: boolean): Promise<ExitCode> {
  const { archive, terminal, options } = asked
  const [path, ...others] = words
  if (path === undefined || others.length > 0)
    throw new CommandError('name one file of rules; "ficarium tags propose > FILE" writes one.', EXIT.usage)
  const given =
    options['again'] === true ? await appliedBefore(asked, path) : await readFileOfRules(asked, path, isWhole)
  if (given === undefined) return EXIT.doubt
  const { rules } = given
  return whileTagsStand(asked, async () => {
    const isDryRun = options['dry-run'] === true
    const now = new Date().toISOString()
    const applied = await applyRules(archive.db, rules, { now, isWhole: given.isWhole, isDryRun })
    const works = isDryRun ? 0 : await listAnew(asked, listWorksAnew)
    if (options['json'] === true) terminal.out(`${JSON.stringify({ rules: rules.name, ...applied, works })}\n`)
    else {
      terminal.err(rulesInWords(rules.name, applied, isDryRun))
      if (!isDryRun)
        terminal.err(
          `${many(works, 'work')} listed anew. To take it back: ficarium tags undo ${JSON.stringify(rules.name)}\n`,
        )
    }
    return applied.resting.length > 0 ? EXIT.doubt : EXIT.done
  })
}

interface Given {
  readonly rules: RuleSet
  readonly isWhole: boolean
}

async function readFileOfRules({ terminal }: Asked, path: string, isWhole: boolean): Promise<Given | undefined> {
  const text = await readTextFile(path, 'a file of rules')
  const read = readRules(text, basename(path).replace(/\.(?:ya?ml|json)$/i, ''))
  if (read.ok) return { rules: read.rules, isWhole }
  terminal.err(`${mappingProblems(path, read.problems)}ficarium tags: nothing was changed.\n`)
  return undefined
}

async function appliedBefore({ archive }: Asked, name: string): Promise<Given> {
  const found = await findAppliedRules(archive.db, name)
  if (found === undefined)
    throw new CommandError(`no rules "${name}" were applied here. "ficarium tags history" lists them.`, EXIT.usage)
  return found
}
