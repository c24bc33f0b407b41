/**
 * Says of every item of a walk what part of a site it is, and what is set aside because its site is not all there.
 *
 * In the folder of eFiction's program only what the program brings is passed over. Stories that somebody kept there by
 * hand as pages are imported like any others.
 */
import { type FolderFacts, folderKey, type ProgramRoot, type StoryRoot, splitPath } from './folder-facts.ts'
import type { FoundSites, SetAside, SitePart, Walked } from './found-sites.ts'
import { itemNames } from './item-names.ts'
import type { Pairing } from './pair-folders.ts'
import type { SitePlan, SurveyedDump } from './plan-sites.ts'

export interface Parts {
  /** A new asker for each walk: it counts what it is asked. */
  readonly asker: () => FoundSites['partOf']
  /** The story folder that a file is in. */
  readonly storyRootOf: (item: Walked) => StoryRoot | undefined
  readonly isProgramFile: (item: Walked) => boolean
  /** It turned out not to be readable, so it is no part of a site. */
  readonly giveBack: (name: string) => void
  readonly setAside: readonly SetAside[]
}

interface Sorting {
  readonly facts: FolderFacts
  readonly plans: readonly SitePlan[]
  readonly pairings: readonly Pairing[]
  readonly dumps: readonly SurveyedDump[]
  readonly names: ReadonlyMap<string, number>
}

export function sortParts({ facts, plans, pairings, dumps, names }: Sorting): Parts {
  const used = new Set(plans.flatMap(({ pieces }) => pieces.map(({ dump }) => dump.number)))
  const dumpNames = new Set([...names].filter(([, number]) => used.has(number)).map(([name]) => name))
  const storyRoots = byPlace(pairings.map(({ root }) => root))
  const givenBack = new Set<string>()
  const alone = facts.storyRoots().filter((root) => root.isStrict && !storyRoots.has(keyOf(root)))
  const programRoots = facts.programRoots()
  const hasSites = plans.length > 0
  const asideRoots = byPlace<StoryRoot | ProgramRoot>(hasSites ? alone : [...alone, ...programRoots])
  const programs = byPlace(hasSites ? programRoots : [])
  const ofProgram = byPlace(programRoots)
  const isInProgram = (place: Place): boolean => {
    const root = rootOf(ofProgram, place)
    return root !== undefined && comesWithProgram(root, place.path)
  }
  const databaseRoots = byPlace(facts.databaseFolders())
  // What is held of the folders is not held any longer: a mailbox has one for each mail with something in it.
  const setAside = [
    ...asideFolders(asideRoots, facts),
    ...serverFolders(facts),
    ...emptyDumps(
      dumps.filter((dump) => !isInProgram(dump)),
      used,
    ),
  ]

  const storyRootOf = (item: Walked): StoryRoot | undefined => rootOf(storyRoots, item)
  const isProgramFile = (item: Walked): boolean => {
    const root = rootOf(programs, item)
    return root !== undefined && comesWithProgram(root, item.path)
  }

  function partOf(item: Walked, name: string): SitePart | null {
    if (item.kind !== 'file')
      return rootOf(asideRoots, item) === undefined || item.kind === 'container' ? null : 'set-aside'
    if (givenBack.has(name)) return null
    if (dumpNames.has(name)) return 'dump'
    if (storyRootOf(item) !== undefined) return 'story-file'
    if (rootOf(asideRoots, item) !== undefined || rootOf(databaseRoots, item) !== undefined) return 'set-aside'
    return isProgramFile(item) ? 'program-file' : null
  }

  return {
    asker() {
      // Nothing is called by its name where no dump is of a site.
      if (dumpNames.size === 0 && !hasSites) return (item) => partOf(item, '')
      const nameOf = itemNames()
      return (item) => partOf(item, nameOf(item))
    },
    storyRootOf,
    isProgramFile,
    giveBack: (name) => givenBack.add(name),
    setAside,
  }
}

interface Place {
  readonly within: readonly string[]
  readonly path: string
}

function keyOf({ within, path }: Place): string {
  return folderKey(within, path)
}

function byPlace<Root extends Place>(roots: readonly Root[]): ReadonlyMap<string, Root> {
  return new Map(roots.map((root) => [keyOf(root), root]))
}

/** The nearest of the folders that an item is in. */
function rootOf<Root>(roots: ReadonlyMap<string, Root>, { within, path }: Place): Root | undefined {
  if (roots.size === 0) return undefined
  for (let folder = path; folder !== ''; ) {
    folder = splitPath(folder).folder
    const root = roots.get(folderKey(within, folder))
    if (root !== undefined) return root
  }
  return undefined
}

const PROGRAM_FILE =
  /\.(?:php\d?|inc|tpl|css|js|jpe?g|gif|png|bmp|ico|svg|swf|ttf|woff2?|sql|cache|bak)$|(?:^|\/)\.[^/]*$/i
/** Folders that eFiction brings; `docs` and `skins` hold texts that are no stories. */
const PROGRAM_FOLDERS = new Set(
  'admin blocks bridges browse default_tpls docs images includes install languages modules skins tinymce toplists update user messages'.split(
    ' ',
  ),
)

function comesWithProgram(root: Place, path: string): boolean {
  const inside = root.path === '' ? path : path.slice(root.path.length + 1)
  const [top, ...deeper] = inside.split('/')
  if (deeper.length > 0 && PROGRAM_FOLDERS.has((top ?? '').toLowerCase())) return true
  return (
    PROGRAM_FILE.test(inside) ||
    /^(?:readme|licen[cs]e|gpl|changelog|install|upgrade)[^/]*\.(?:txt|html?)$/i.test(inside)
  )
}

const NEEDS_DUMP =
  'Its dump (the export of its database, a .sql file) is not among what was imported, and without it the stories have neither titles nor authors nor order. Everything in this folder was set aside; import it again together with the dump.'

const NEEDS_SERVER =
  'These are the files in which MySQL itself kept the tables of an eFiction site. Without it they cannot be read: put them into a MySQL or MariaDB server, export the database (mysqldump), and import the .sql file that it writes.'

function packedWords(dumps: readonly string[]): string {
  if (dumps.length === 0) return ''
  return ` ${dumps.join(', ')} may be it, packed in a way that is not read: unpack it and import again.`
}

function asideFolders(roots: ReadonlyMap<string, StoryRoot | ProgramRoot>, facts: FolderFacts): readonly SetAside[] {
  return [...roots.values()]
    .filter((root) => rootOf(roots, root) === undefined)
    .map((root) => {
      const what = 'files' in root ? 'the story files of an eFiction site' : 'an eFiction site'
      return {
        path: root.path,
        within: root.within,
        code: 'efiction-site',
        why: `This folder is ${what}. ${NEEDS_DUMP}${packedWords(facts.unreadDumps())}`,
        files: facts.countFiles(root.within, root.path),
      }
    })
}

function serverFolders(facts: FolderFacts): readonly SetAside[] {
  return facts.databaseFolders().map((root) => ({
    ...root,
    code: 'efiction-site',
    why: NEEDS_SERVER,
    files: facts.countFiles(root.within, root.path),
  }))
}

/** A dump that makes the tables of a site and holds no row of it. */
function emptyDumps(dumps: readonly SurveyedDump[], used: ReadonlySet<number>): readonly SetAside[] {
  return dumps
    .filter(({ number, survey }) => !used.has(number) && survey.tables.some(({ name }) => /fanfiction_/i.test(name)))
    .map(({ path, within }) => ({
      path,
      within,
      code: 'efiction-site',
      why: 'This dump makes tables of an eFiction site and holds none of its rows.',
      files: 1,
    }))
}
