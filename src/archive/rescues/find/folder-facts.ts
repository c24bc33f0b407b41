/**
 * What a walk meets, folder by folder: which folders hold story files, and which hold eFiction's program.
 *
 *     stories/17/203.txt          a story file: chapter 203 of author 17, below the root `stories`
 *     viewstory.php, config.php   the program, in the folder that holds both
 */
import type { Walked } from './found-sites.ts'

export interface StoryFileName {
  readonly author: string
  readonly chapter: string
}

/** A folder whose folders hold numbered texts. */
export interface StoryRoot {
  readonly within: readonly string[]
  readonly path: string
  readonly files: readonly StoryFileName[]
  /** Author folders with numbers for names and nothing else in them or beside them: what eFiction makes. */
  readonly isStrict: boolean
}

export interface ProgramRoot {
  readonly within: readonly string[]
  readonly path: string
}

export interface FolderFacts {
  readonly note: (item: Walked) => void
  readonly storyRoots: () => readonly StoryRoot[]
  readonly programRoots: () => readonly ProgramRoot[]
  /** Dumps packed in a way that is not read, and files of the database program itself. */
  readonly unreadDumps: () => readonly string[]
  readonly databaseFolders: () => readonly ProgramRoot[]
  /** Files in a folder and below it. */
  readonly countFiles: (within: readonly string[], path: string) => number
}

interface Folder {
  readonly within: readonly string[]
  readonly path: string
  subfolders: Set<string>
  count: number
  hasLoose: boolean
  hasOther: boolean
  readonly files: StoryFileName[]
  programs: Set<string>
}

/** Of most folders; each mail with something in it is one. */
const NONE: Set<string> = new Set()

const STORY_FILE = /^\d{1,12}\.txt$/i
const AUTHOR_FOLDER = /^\d{1,12}$/
const LISTING = /^(?:index\.(?:html?|php)|\.htaccess)$/i
const UNREAD_DUMP = /\.sql\.(?:bz2|xz|7z|rar|zst|lzma|z)$/i
const MOST_TOLD = 5
/** `fanfiction_stories.MYD`: a table as MySQL keeps it. */
const DATABASE_FILE = /fanfiction_(?:stories|chapters|authors)\.(?:myd|ibd)$/i
const DATABASE = 'a table of MySQL'
const PROGRAMS = ['viewstory.php', 'viewuser.php', 'config.php']

export function folderKey(within: readonly string[], path: string): string {
  return JSON.stringify([...within, path])
}

export function folderFacts(): FolderFacts {
  const folders = new Map<string, Folder>()
  const unreadDumps: string[] = []

  function folderOf(within: readonly string[], path: string): Folder {
    const key = folderKey(within, path)
    const known = folders.get(key)
    if (known !== undefined) return known
    const made: Folder = {
      within,
      path,
      subfolders: NONE,
      count: 0,
      hasLoose: false,
      hasOther: false,
      files: [],
      programs: NONE,
    }
    folders.set(key, made)
    if (path !== '') {
      const { folder, name } = splitPath(path)
      const around = folderOf(within, folder)
      around.subfolders = withName(around.subfolders, name)
    }
    return made
  }

  function note(item: Walked): void {
    if (item.kind === 'container') return
    const { folder, name } = splitPath(item.path)
    const own = folderOf(item.within, folder)
    own.count++
    if (UNREAD_DUMP.test(name) && unreadDumps.length < MOST_TOLD) unreadDumps.push(item.path)
    if (DATABASE_FILE.test(name)) own.programs = withName(own.programs, DATABASE)
    const isListing = LISTING.test(name)
    const isStory = STORY_FILE.test(name)
    if (!isListing) own.hasLoose = true
    if (!isStory && !isListing) own.hasOther = true
    if (PROGRAMS.includes(name.toLowerCase())) own.programs = withName(own.programs, name.toLowerCase())
    if (!isStory || item.kind !== 'file' || folder === '') return
    const parent = splitPath(folder)
    folderOf(item.within, parent.folder).files.push({ author: parent.name, chapter: name.slice(0, -4) })
  }

  function isStrict(folder: Folder): boolean {
    if (folder.hasLoose || folder.subfolders.size < 2) return false
    return [...folder.subfolders].every((name) => {
      const author = folders.get(folderKey(folder.within, joinPath(folder.path, name)))
      if (author === undefined || !AUTHOR_FOLDER.test(name)) return false
      return !author.hasOther && [...author.subfolders].every((sub) => sub.toLowerCase() === 'images')
    })
  }

  function countFiles(within: readonly string[], path: string): number {
    const folder = folders.get(folderKey(within, path))
    if (folder === undefined) return 0
    const below = [...folder.subfolders].map((name) => countFiles(within, joinPath(path, name)))
    return below.reduce((sum, count) => sum + count, folder.count)
  }

  return {
    note,
    countFiles,
    storyRoots: () =>
      [...folders.values()]
        .filter(({ files }) => files.length > 0)
        .map((folder) => {
          return { within: folder.within, path: folder.path, files: folder.files, isStrict: isStrict(folder) }
        }),
    unreadDumps: () => unreadDumps,
    databaseFolders: () =>
      [...folders.values()]
        .filter(({ programs }) => programs.has(DATABASE))
        .map(({ within, path }) => ({ within, path })),
    programRoots: () =>
      [...folders.values()]
        .filter(
          ({ programs }) => programs.has('viewstory.php') && PROGRAMS.filter((name) => programs.has(name)).length > 1,
        )
        .map(({ within, path }) => ({ within, path })),
  }
}

function withName(names: Set<string>, name: string): Set<string> {
  return names === NONE ? new Set([name]) : names.add(name)
}

export function splitPath(path: string): { readonly folder: string; readonly name: string } {
  const slash = path.lastIndexOf('/')
  return { folder: slash === -1 ? '' : path.slice(0, slash), name: path.slice(slash + 1) }
}

export function joinPath(folder: string, name: string): string {
  return folder === '' ? name : `${folder}/${name}`
}

/** The author and chapter that a path below a story root names; undefined for what else stands there. */
export function readStoryFileName(root: string, path: string): StoryFileName | undefined {
  const inside = root === '' ? path : path.slice(root.length + 1)
  const [author, name, ...deeper] = inside.split('/')
  if (author === undefined || name === undefined || deeper.length > 0 || !STORY_FILE.test(name)) return undefined
  return { author, chapter: name.slice(0, -4) }
}
