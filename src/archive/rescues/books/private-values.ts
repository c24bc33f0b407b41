/**
 * Takes out of a row of an old site what nobody may read there: passwords and their hashes, e-mail and network
 * addresses.
 *
 *     smtp_password: 'hunter2'                     { sealed: 'password' }
 *     log_action: 'Ana(192.0.2.7) wrote …'         'Ana([network address]) wrote …'
 *
 * Rows that have no place here are kept for the archivist, exported, and shown on a page one day. The dump among the
 * originals still has every byte; it is the archivist's alone. Tables of modules that nobody knows are the reason why
 * columns are known by words in their names and values by their shape. The price: a column called `pass` that holds a
 * mountain pass is sealed too, and a version number of four parts is taken for an address.
 *
 * What people wrote under their works for everybody to read is not touched.
 */
import { isIP } from 'node:net'
import { withoutMailAddresses } from '../../../kernel/mail-address.ts'

/** What stands in the place of a value. */
export interface Sealed {
  readonly sealed: Secret
}

export type Secret = 'password' | 'e-mail address' | 'network address' | 'secret'

/** What a column of this name holds that must be sealed; undefined when it may be kept. */
export function secretOfColumn(name: string): Secret | undefined {
  for (const word of wordsOf(name)) {
    const secret = SECRET_WORDS.get(word)
    if (secret !== undefined) return secret
  }
  return undefined
}

/** Whether other values of a row may say what the value in this column is. */
export function isSettingColumn(name: string): boolean {
  return SETTING_COLUMNS.has(wordsOf(name).at(-1) ?? '')
}

/** The secret of a value whose row says elsewhere what it is: name `smtp_password`, value `hunter2`. */
export function secretOfSetting(column: string, names: readonly string[]): Secret | undefined {
  if (!isSettingColumn(column)) return undefined
  return names.map(secretOfColumn).find((secret) => secret !== undefined)
}

/** The text with a word in the place of each address and each hash. */
export function withoutSecrets(text: string): string {
  return withoutHashes(withoutNetworkAddresses(withoutMailAddresses(text, () => '[e-mail address]')))
}

const PASSWORD_WORDS = 'password passwd passwort passphrase pwd pass userpass userpassword md5 hash salt bcrypt sha1'
const ADDRESS_WORDS = 'email mail emailaddress mailaddress siteemail adminemail useremail'
const NETWORK_WORDS = 'ip ipaddress ipaddr ipv4 ipv6 userip hostname remoteaddr'
const OTHER_WORDS = 'secret token session sessionid sess phpsessid cookie apikey smtp'

const SECRET_WORDS: ReadonlyMap<string, Secret> = new Map<string, Secret>([
  ...PASSWORD_WORDS.split(' ').map((word) => [word, 'password'] as const),
  ...ADDRESS_WORDS.split(' ').map((word) => [word, 'e-mail address'] as const),
  ...NETWORK_WORDS.split(' ').map((word) => [word, 'network address'] as const),
  ...OTHER_WORDS.split(' ').map((word) => [word, 'secret'] as const),
])

const SETTING_COLUMNS: ReadonlySet<string> = new Set(['value', 'val', 'data', 'content', 'setting'])

/** `userPass_2` is the words user, pass and 2. */
function wordsOf(name: string): readonly string[] {
  return name
    .replaceAll(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
}

function withoutNetworkAddresses(text: string): string {
  return text.replaceAll(MAYBE_NETWORK_ADDRESS, (run) => {
    const address = run.replace(/[.:]+$/, '')
    return isIP(address) === 0 ? run : `[network address]${run.slice(address.length)}`
  })
}

/** Runs of hexadecimal digits, dots and colons with at least one of these, as `192.0.2.7` and `fe80::1` are. */
const MAYBE_NETWORK_ADDRESS = /(?<![\w.:])[0-9a-f]{0,4}(?:[.:]{1,2}[0-9a-f]{1,4}){2,15}[.:]{0,2}(?!\w)/gi

function withoutHashes(text: string): string {
  return text.replaceAll(HASH, '[hash]')
}

/** MD5, SHA-1 or SHA-256 in hexadecimal, or what `crypt` and its kin write: `$2y$10$…`, `$P$B…`. */
const HASH = /(?<!\w)(?:[0-9a-f]{64}|[0-9a-f]{40}|[0-9a-f]{32})(?!\w)|\$(?:2[abxy]|[156PH])\$[\w./$]{8,200}/gi
