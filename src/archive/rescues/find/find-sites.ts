/**
 * Finds the eFiction sites in what is imported, and stages their rows.
 *
 *     walk and look     which files are dumps, what is in them, which folders hold story files
 *     plan              which tables and folders are one site
 *     walk and stage    rows into the staging file; story files of zips with them
 *
 * Dumps are gone through twice. What is a site can be said only when all of it was seen: a name of a column may stand
 * in another file, and a table of settings may come after what it is about.
 *
 * What is of a site is not taken apart into loose stories. A folder of story files without its dump has neither titles
 * nor authors nor order; it is set aside whole until the dump is there.
 */
import { mkdir } from 'node:fs/promises'
import { openStaging } from '../staging/staging-store.ts'
import { DumpBomb, mayBeDump, openDump } from './dump-bytes.ts'
import { type FolderFacts, folderFacts } from './folder-facts.ts'
import type { FindRequest, FoundSites, SetAside, WalkedFile } from './found-sites.ts'
import { itemNames } from './item-names.ts'
import { pairFolders } from './pair-folders.ts'
import { planSites, type SurveyedDump } from './plan-sites.ts'
import { type Parts, sortParts } from './site-parts.ts'
import { stageSites } from './stage-sites.ts'
import { surveyDump } from './survey-dump.ts'

export async function findSites(asked: FindRequest): Promise<FoundSites> {
  const request = { ...asked, onProgress: summing(asked.onProgress) }
  const looked = await look(request)
  const plans = planSites(looked.dumps)
  const pairings = pairFolders(looked.facts.storyRoots(), plans)
  const parts = sortParts({ ...looked, plans, pairings })
  if (plans.length === 0) return withoutSites(parts, looked.setAside)
  await mkdir(request.temporaryDirectory, { recursive: true })
  const store = openStaging(request.temporaryDirectory)
  try {
    const sites = await stageSites(store, request, { ...looked, plans, pairings, parts })
    return {
      sites,
      partOf: parts.asker(),
      setAside: [...looked.setAside, ...parts.setAside],
      async [Symbol.asyncDispose]() {
        store.close()
      },
    }
  } catch (error) {
    store.close()
    throw error
  }
}

/** Told in pieces, handed on as a sum. */
function summing(onProgress: FindRequest['onProgress']): (bytes: number) => void {
  let sum = 0
  return (bytes) => {
    sum += bytes
    onProgress?.(sum)
  }
}

function withoutSites(parts: Parts, setAside: readonly SetAside[]): FoundSites {
  return {
    sites: [],
    partOf: parts.asker(),
    setAside: [...setAside, ...parts.setAside],
    async [Symbol.asyncDispose]() {},
  }
}

interface Looked {
  readonly facts: FolderFacts
  readonly dumps: readonly SurveyedDump[]
  /** Number of each dump by the name of its item. */
  readonly names: ReadonlyMap<string, number>
  /** Names of items that are a dump which was met before: they are looked at and not staged again. */
  readonly copies: ReadonlySet<string>
  readonly setAside: readonly SetAside[]
}

async function look({ open, onProgress }: FindRequest): Promise<Looked> {
  const facts = folderFacts()
  const nameOf = itemNames()
  const dumps: SurveyedDump[] = []
  const names = new Map<string, number>()
  const copies = new Set<string>()
  const setAside: SetAside[] = []
  for await (const item of open()) {
    const name = nameOf(item)
    facts.note(item)
    if (item.kind !== 'file' || isStoryName(item.path) || !mayBeDump(item)) continue
    const found = await survey(item, onProgress)
    if (found === null) continue
    if ('why' in found) {
      setAside.push({ path: item.path, within: item.within, code: 'container-bomb', why: found.why, files: 1 })
      continue
    }
    const copied = dumps.find(({ survey: { sha256 } }) => sha256 === found.sha256)
    names.set(name, copied?.number ?? dumps.length)
    if (copied !== undefined) copies.add(name)
    else dumps.push({ number: dumps.length, path: item.path, within: item.within, survey: found })
  }
  return { facts, dumps, names, copies, setAside }
}

/** `203.txt` is a story's; there are too many to look into each. */
function isStoryName(path: string): boolean {
  return /(?:^|\/)\d{1,12}\.txt$/i.test(path)
}

async function survey(
  file: WalkedFile,
  onProgress: FindRequest['onProgress'],
): Promise<SurveyedDump['survey'] | { readonly why: string } | null> {
  try {
    const opened = await openDump(file)
    return opened === null ? null : await surveyDump(opened.chunks, onProgress)
  } catch (error) {
    if (error instanceof DumpBomb) return { why: `This packed file was not opened: ${error.message}.` }
    // It cannot be read; whoever imports it next says so.
    return null
  }
}
