/**
 * Stages the sites that were planned: walks once more, puts rows and story files where they belong, and gives each site
 * as it can be asked.
 */
import { createHash } from 'node:crypto'
import { readDump } from '../../../intake/dump/index.ts'
import type { DumpProblem, SiteDump, StagedSite } from '../staged-site.ts'
import { type StagedTables, stagedTables } from '../staging/staged-tables.ts'
import type { StagingStore } from '../staging/staging-store.ts'
import { openDump } from './dump-bytes.ts'
import type { FindRequest, WalkedFile } from './found-sites.ts'
import { itemNames } from './item-names.ts'
import { isOldRow, reshapeOldRow } from './old-rows.ts'
import type { Pairing } from './pair-folders.ts'
import type { SitePlan, SurveyedDump } from './plan-sites.ts'
import { type RowRoutes, rowRoutes } from './row-route.ts'
import type { Parts } from './site-parts.ts'
import { type StagedFiles, stagedFiles } from './stage-files.ts'

export interface Planned {
  readonly plans: readonly SitePlan[]
  readonly pairings: readonly Pairing[]
  readonly parts: Parts
  readonly dumps: readonly SurveyedDump[]
  readonly names: ReadonlyMap<string, number>
  readonly copies: ReadonlySet<string>
}

export async function stageSites(
  store: StagingStore,
  { open, onProgress }: FindRequest,
  { plans, pairings, parts, dumps, names, copies }: Planned,
): Promise<readonly StagedSite[]> {
  const tables = plans.map(() => stagedTables(store))
  const filesOf = new Map(plans.map(({ key }) => [key, stagedFiles(store)]))
  const keyOf = new Map(pairings.map(({ root, key }) => [root, key]))
  const hashes = new Map<number, string>()
  const lists = listNumbers()
  let programFiles = 0
  const nameOf = itemNames()
  const partOf = parts.asker()
  for await (const item of open()) {
    const name = nameOf(item)
    const part = partOf(item)
    const number = names.get(name)
    if (item.kind !== 'file' || part === null || copies.has(name)) continue
    if (part === 'dump' && number !== undefined) {
      const dump = dumps[number] as SurveyedDump
      hashes.set(
        number,
        await stageDump(item, rowRoutes(plans, dump, lists.of), { plans, tables, dump, listOf: lists.of, onProgress }),
      )
    } else if (part === 'story-file') {
      const root = parts.storyRootOf(item)
      const files = filesOf.get(root === undefined ? '' : (keyOf.get(root) ?? ''))
      if (root === undefined || files === undefined) continue
      if (!(await files.add(root.path, item))) parts.giveBack(name)
    } else if (part === 'program-file') programFiles++
  }
  await store.finish({
    contentOf: (list, row) => (tables[lists.nameOf(list).site] as StagedTables).contentOf(row),
    onOther(list, key, offset) {
      const { site, bare } = lists.nameOf(list)
      const why = `The row ${key} of ${bare} stands in the dump more than once; all of them are kept.`
      tables[site]?.problem({ code: 'repeated-key', table: bare, offset, why })
    },
    onRepeated(list, offset) {
      const { site, bare } = lists.nameOf(list)
      tables[site]?.noteRepeated(bare, offset)
    },
  })
  return plans.map((plan, i) => {
    const whys = pairings.filter(({ key }) => key === plan.key).map(({ why }) => why)
    const files = filesOf.get(plan.key) as StagedFiles
    return stagedSite(plan, tables[i] as StagedTables, {
      files,
      hashes,
      evidence: [...whys, ...programWords(programFiles)],
    })
  })
}

function programWords(files: number): readonly string[] {
  if (files === 0) return []
  return [`${files} files of its program (PHP, skins, images of pages) are not stories and were left where they are.`]
}

/** A number for each table of each site. */
function listNumbers(): {
  readonly of: (site: number, bare: string) => number
  readonly nameOf: (list: number) => { readonly site: number; readonly bare: string }
} {
  const numbers = new Map<string, number>()
  const names: { readonly site: number; readonly bare: string }[] = []
  return {
    of(site, bare) {
      const key = `${site}/${bare}`
      const known = numbers.get(key)
      if (known !== undefined) return known
      numbers.set(key, names.length)
      names.push({ site, bare })
      return names.length - 1
    },
    nameOf: (list) => names[list] as { readonly site: number; readonly bare: string },
  }
}

interface Staging {
  readonly plans: readonly SitePlan[]
  readonly tables: readonly StagedTables[]
  readonly dump: SurveyedDump
  readonly listOf: (site: number, table: string) => number
  readonly onProgress: FindRequest['onProgress']
}

/** The SHA-256 of the dump, as the file is. */
async function stageDump(
  file: WalkedFile,
  routes: RowRoutes,
  { plans, tables, dump, listOf, onProgress }: Staging,
): Promise<string> {
  const sites = [...plans.keys()].filter((site) => plans[site]?.pieces.some((piece) => piece.dump === dump))
  const tell = (problem: DumpProblem): void => {
    const own = problem.table === null ? undefined : routes.siteOf(problem.table)
    for (const site of own === undefined ? sites : [own]) {
      const prefix = plans[site]?.prefix ?? ''
      const table = problem.table?.startsWith(prefix) === true ? problem.table.slice(prefix.length) : problem.table
      tables[site]?.problem({ ...problem, table })
    }
  }
  const hash = createHash('sha256')
  const reader = readDump(
    {
      onRow(row) {
        const route = routes.of(row)
        if (route === undefined) return
        const { site, table, columns } = route
        if (!isOldRow(table.name, columns)) tables[site]?.stage(table, row, columns)
        else
          for (const each of reshapeOldRow(table.name, columns, row)) {
            tables[site]?.stage({ ...table, name: each.table, list: listOf(site, each.table) }, each.row, each.columns)
          }
      },
      onProblem: tell,
    },
    routes.definitionOf,
  )
  const opened = await openDump(file, (piece) => hash.update(piece))
  let size = 0
  for await (const chunk of opened?.chunks ?? []) {
    reader.push(chunk)
    size += chunk.length
    onProgress?.(chunk.length)
  }
  reader.end()
  if (dump.survey.lacksEnd) {
    tell({ code: 'cut-off', table: null, offset: size, why: 'The last line that mysqldump writes is not there.' })
  }
  for (const { site, ...problem } of routes.problems) tables[site]?.problem(problem)
  return hash.digest('hex')
}

interface SiteRest {
  readonly files: StagedFiles
  readonly hashes: ReadonlyMap<number, string>
  readonly evidence: readonly string[]
}

function stagedSite(plan: SitePlan, tables: StagedTables, { files, hashes, evidence }: SiteRest): StagedSite {
  const dumps = plan.pieces.map(({ dump: { number, path, within } }) => {
    return { path, within, sha256: hashes.get(number) ?? '' }
  })
  const isChapter = (chapter: string): boolean => tables.row('chapters', chapter) !== null
  // Before 2.0 an author's folder had the author's name.
  const foldersOf = (author: string): readonly string[] => {
    const penname = isOld(plan) ? tables.row('authors', author)?.values.get('penname') : null
    return penname == null ? [author] : [author, decodeFolder(penname)]
  }
  return {
    software: 'efiction',
    key: plan.key,
    name: bytesOf(plan.name),
    slogan: bytesOf(plan.slogan),
    version: plan.version,
    prefix: plan.prefix,
    url: plan.url,
    evidence: [...plan.evidence, ...(isOld(plan) ? [OLD_WORDS] : []), ...evidence],
    dump: dumps[0] as SiteDump,
    dumps,
    problems: tables.problems(),
    counts: tables.counts(),
    repeatedCounts: tables.repeatedCounts(),
    rows: tables.rows,
    repeatedRows: tables.repeatedRows,
    rowsBy: async (table, column, value) => tables.rowsBy(table, column, value),
    row: async (table, key) => tables.row(table, key),
    storyFiles: async (author, chapter) => files.of(foldersOf(author), chapter),
    async *strayFiles() {
      yield* files.strays(isChapter)
    },
    readFile: files.read,
  }
}

function isOld(plan: SitePlan): boolean {
  return plan.version?.startsWith('1') === true
}

const OLD_WORDS =
  'In this version a chapter was a row of stories; here each is a row of chapters, and the first of them a story too.'

/** As names of files are read: UTF-8 where it is. */
function decodeFolder(name: Uint8Array): string {
  const text = Buffer.from(name).toString('utf8')
  return text.includes('\ufffd') ? Buffer.from(name).toString('latin1') : text
}

/** Settings are surveyed one character a byte. */
function bytesOf(text: string | null): Uint8Array | null {
  return text === null ? null : Buffer.from(text, 'latin1')
}
