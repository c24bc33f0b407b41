/** `ficarium findings`: what was found in the sources of a work and can be decided: dismissed where it is wrong. */
import { loadCanons, saveCanons } from '../../archive/canons/index.ts'
import {
  type DecidableFinding,
  type DecidedFinding,
  type DecidedState,
  decideFindings,
  listDecidable,
  listNumbersNow,
  makeAgain,
  type Remade,
} from '../../archive/imports/index.ts'
import { wordsForFinding } from '../../archive/works/index.ts'
import { visibleSigns } from '../../kernel/visible-signs.ts'
import { inTransaction } from '../../platform/db/database.ts'
import type { Run } from '../../platform/db/running.ts'
import type { Command, Terminal } from '../command.ts'
import { CommandError, EXIT, type ExitCode } from '../exit-code.ts'
import { holdImport } from '../hold-import.ts'
import { DATA_HELP, DATA_OPTION, type OpenArchive, openArchive } from '../open-archive.ts'
import { many } from '../rescue-words.ts'

export const FINDINGS: Command = {
  name: 'findings',
  summary: 'Decide about findings of a work: undo a repair, show what was hidden by mistake, put a suggestion aside.',
  usage: [
    'findings [list] WORK [--json]',
    'ficarium findings dismiss NUMBER…',
    'ficarium findings restore NUMBER…',
  ].join('\n'),
  examples: [
    [
      'findings http://localhost:8080/works/k3v9/hollow-ground',
      'what is mended, hidden, suggested and missing there, with numbers; the address or what stands behind /works/ in it',
    ],
    [
      'findings dismiss 1207',
      'a repair is undone, what was hidden is shown: the work is made again at once, a repair from the original',
    ],
    ['findings restore 1207', 'the finding was right after all: what was undone is mended again'],
  ],
  options: { ...DATA_OPTION, json: { type: 'boolean' } },
  optionHelp: { ...DATA_HELP, json: 'a JSON line for each finding' },
  async run({ positionals, options }, terminal) {
    const [first, ...rest] = positionals
    const isDecision = first === 'dismiss' || first === 'restore'
    const words = isDecision || first === 'list' ? rest : positionals
    const asked = isDecision ? numbersIn(words) : wordIn(words)
    await using archive = await openArchive(options, { mustExist: true })
    if (typeof asked === 'string') return await list(archive, terminal, asked, options['json'] === true)
    return await decide(archive, terminal, asked, first === 'dismiss' ? 'dismissed' : 'open')
  },
}

function wordIn(words: readonly string[]): string {
  const [word, ...others] = words
  if (word !== undefined && others.length === 0) return word
  throw new CommandError('name one work by its address. "ficarium findings --help" has examples.', EXIT.usage)
}

function numbersIn(words: readonly string[]): readonly number[] {
  const wrong = words.find((word) => !/^[1-9]\d{0,14}$/.test(word))
  if (wrong !== undefined) throw new CommandError(`"${wrong}" is no number of a finding.`, EXIT.usage)
  if (words.length > 0) return words.map(Number)
  throw new CommandError('name findings by their numbers; "ficarium findings WORK" lists them.', EXIT.usage)
}

async function list({ db }: OpenArchive, terminal: Terminal, word: string, isJson: boolean): Promise<ExitCode> {
  const work = await listDecidable(db, workIn(word))
  if (work === undefined) throw new CommandError(`there is no work at ${word}; check the address.`, EXIT.usage)
  for (const finding of work.findings) terminal.out(isJson ? `${JSON.stringify(finding)}\n` : findingLine(finding))
  if (!isJson) terminal.err(`${many(work.findings.length, 'finding')} of ${work.title}.\n`)
  return EXIT.done
}

/** `http://host/works/k3v9/hollow-ground/about`, `/works/k3v9` and `k3v9` are the same. */
function workIn(word: string): string {
  const at = word.indexOf('/works/')
  const rest = at === -1 ? word : word.slice(at + '/works/'.length)
  return rest.split(/[/?#]/, 1)[0] ?? rest
}

/** "1207  E-mail addresses, line 6, column 31: sam@lamp.example" */
function findingLine(finding: DecidableFinding): string {
  const { id, code, state, line, column } = finding
  const place = line === null ? '' : `, line ${line}${column === null ? '' : `, column ${column}`}`
  const words = finding.kind === 'repair' ? changeInWords(finding) : finding.words
  const decided = state === 'open' ? '' : ` (${state})`
  return `${id}  ${wordsForFinding(code)}${place}${words === null ? '' : `: ${words}`}${decided}\n`
}

function changeInWords({ before, after }: DecidableFinding): string {
  return `“${visibleSigns(before ?? '')}” → “${visibleSigns(after ?? '')}”`
}

async function decide(
  archive: OpenArchive,
  terminal: Terminal,
  ids: readonly number[],
  state: DecidedState,
): Promise<ExitCode> {
  await using run = await holdImport(archive)
  const decided = await inTransaction(archive.db, async (tx) => {
    await run.assertHeld(tx)
    return decideFindings(tx, ids, state)
  })
  const remade = await makeWorksAgain(archive, run, decided)
  const verb = state === 'dismissed' ? 'dismissed' : 'restored'
  const again = remade === null ? '' : `, ${many(remade.works, 'work')} made again`
  terminal.err(`${many(decided.length, 'finding')} ${verb}${again}.${await numbersNow(archive, decided)}\n`)
  for (const sha256 of remade?.unread ?? [])
    terminal.err(
      `ficarium findings: the original ${sha256} could not be read again, so its text is as before. "ficarium verify" says more.\n`,
    )
  const known = new Set(decided.map(({ id }) => id))
  const unknown = ids.filter((id) => !known.has(id))
  if (unknown.length > 0)
    terminal.err(
      `ficarium findings: nothing that can be decided has the number ${unknown.join(', ')}. Numbers change when a work is made again; "ficarium findings WORK" lists them.\n`,
    )
  return unknown.length > 0 || (remade?.unread.length ?? 0) > 0 ? EXIT.doubt : EXIT.done
}

/** Null where no text depends on what was decided. */
async function makeWorksAgain(
  { db, config }: OpenArchive,
  { assertHeld }: Run,
  decided: readonly DecidedFinding[],
): Promise<Remade | null> {
  const ofTexts = decided.filter(({ kind }) => kind === 'repair' || kind === 'private')
  const works = new Set(ofTexts.flatMap(({ workId }) => workId ?? []))
  if (works.size === 0) return null
  const canons = await loadCanons(config.dataDirectory)
  await inTransaction(db, (tx) => saveCanons(tx, canons.canons))
  const batchId = Math.max(...ofTexts.map((finding) => finding.batchId))
  return makeAgain(db, [...works], { canons, batchId, assertHeld, now: () => new Date().toISOString() })
}

/** " Their numbers are 1311 and 1312 now." where they are others than those that were typed. */
async function numbersNow({ db }: OpenArchive, decided: readonly DecidedFinding[]): Promise<string> {
  const numbers = await listNumbersNow(db, decided)
  if (numbers.every((number, i) => number === decided[i]?.id)) return ''
  return numbers.length === 1 ? ` Its number is ${numbers[0]} now.` : ` Their numbers are ${numbers.join(', ')} now.`
}
