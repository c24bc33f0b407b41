/** `ficarium inspect`: what intake makes of a file, without keeping anything. */
import { createHash } from 'node:crypto'
import { resolve } from 'node:path'
import { loadCanons } from '../../archive/canons/index.ts'
import { type Opened, type OpenedFile, openPaths } from '../../archive/imports/index.ts'
import { TEXT_LIMIT_BYTES } from '../../intake/detect/index.ts'
import { intake, type SourceFile } from '../../intake/intake.ts'
import type { Inspection, RefusalFact } from '../../intake/reading.ts'
import { holdLanguagesSmall } from '../../platform/languages/hold-small.ts'
import { checkPaths } from '../check-paths.ts'
import type { Command } from '../command.ts'
import { CONVENTION_HELP, CONVENTION_OPTION, chosenConvention } from '../convention-option.ts'
import { CommandError, EXIT } from '../exit-code.ts'
import { inspectionWords } from '../inspection-words.ts'
import { configOf, DATA_HELP, DATA_OPTION } from '../open-archive.ts'

export const INSPECT: Command = {
  name: 'inspect',
  summary: 'Show what would be made of a file; nothing is kept.',
  usage: 'inspect FILE [--convention NAME] [--json]',
  examples: [
    ['inspect story.txt', 'title, pen name, parts, repairs and suggestions, for people'],
    ['inspect --json stories.zip', 'a JSON line for every file inside, for programs'],
  ],
  options: { json: { type: 'boolean' }, ...CONVENTION_OPTION, ...DATA_OPTION },
  optionHelp: {
    json: 'one JSON line for every story',
    ...CONVENTION_HELP,
    data: `${DATA_HELP.data}; its canon files are used too`,
  },
  async run({ positionals, options }, terminal) {
    const [path, ...others] = positionals
    if (path === undefined || others.length > 0) throw new CommandError('name one file.', EXIT.usage)
    await checkPaths([path])
    holdLanguagesSmall()
    const { canons, conventions, problems } = await loadCanons(configOf(options).dataDirectory)
    for (const problem of problems) terminal.err(`ficarium inspect: file left out: ${problem}\n`)
    const typed = { known: conventions, chosen: chosenConvention(options, conventions) }
    let isDoubtful = false
    for await (const opened of openPaths([resolve(path)])) {
      if (opened.kind === 'container') continue
      const inspection = opened.kind === 'refused' ? refusedInspection(opened) : await inspect(opened, canons, typed)
      isDoubtful ||=
        (inspection.refusal !== null && !['talk', 'reply'].includes(inspection.refusal.code)) ||
        inspection.suggestions.some((each) => each.code === 'doubtful-encoding')
      terminal.out(options['json'] === true ? `${JSON.stringify(inspection)}\n` : inspectionWords(inspection))
    }
    return isDoubtful ? EXIT.doubt : EXIT.done
  },
}

async function inspect(
  opened: OpenedFile,
  canons: Parameters<typeof intake>[1],
  conventions: SourceFile['conventions'],
): Promise<Inspection> {
  const hash = createHash('sha256')
  const chunks: Uint8Array[] = []
  let size = 0
  try {
    for await (const chunk of opened.chunks()) {
      hash.update(chunk)
      size += chunk.length
      // Of a text that is too large to be read only the beginning is wanted, to tell what it is.
      if (size <= TEXT_LIMIT_BYTES || chunks.length === 0) chunks.push(chunk)
    }
  } catch (error) {
    return refusedInspection(opened, {
      code: 'unreadable',
      why: error instanceof Error ? error.message : String(error),
    })
  }
  const { path, within } = opened
  const sha256 = hash.digest('hex')
  return (await intake({ path, within, bytes: Buffer.concat(chunks), size, sha256, conventions }, canons)).inspection
}

function refusedInspection(opened: Exclude<Opened, { kind: 'container' }>, refusal?: RefusalFact): Inspection {
  return {
    source: {
      path: opened.path,
      within: opened.within,
      part: null,
      bytes: opened.kind === 'refused' ? 0 : opened.size,
      sha256: '',
      format: 'unknown',
      encoding: null,
    },
    refusal: refusal ?? (opened.kind === 'refused' ? { code: opened.code, why: opened.why } : null),
    work: null,
    chapters: [],
    breaks: [],
    repairs: [],
    suggestions: [],
    private: [],
    counts: { words: 0, emphasis: 0, breaks: 0 },
  }
}
