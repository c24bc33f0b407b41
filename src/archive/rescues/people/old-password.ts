/**
 * Lets somebody sign in once with the password of the old site, of which nothing is kept but a slow hash of its hash.
 *
 *     scrypt-md5$N=512,r=8,p=1$<salt>$<hash>      salt and hash in base64url
 *
 * eFiction stored the MD5 of a password, without salt: whoever sees it finds a common password in a second. So the MD5
 * is hashed again at once, slowly and with salt, and only that is stored. The price of one check is kept at about a
 * millisecond, so that a site of 5,000 members comes in within seconds; the hash is for one sign-in and is replaced then.
 *
 * What was typed reached the MD5 in the encoding of the page and, on servers of the magic-quotes era, with backslashes
 * before quotes. All of these are tried.
 */
import { createHash, randomBytes, scrypt, timingSafeEqual } from 'node:crypto'
import { decodeSingleByte, encodeSingleByte } from '../../../intake/decode/index.ts'

const COST = { N: 512, r: 8, p: 1 } as const
/** Parameters beyond these are not ours, and could keep a server busy for long. */
const MOST = { N: 2 ** 17, r: 32, p: 16 } as const
const SALT_BYTES = 16
const HASH_BYTES = 32

/** True for what eFiction stored as a password; accounts that an admin made have `0`. */
export function isOldPasswordHash(stored: string): boolean {
  return MD5.test(stored)
}

/** What is kept of the MD5 that the old site stored. */
export async function makePasswordCheck(md5: string): Promise<string> {
  const salt = randomBytes(SALT_BYTES)
  const hash = await derive(md5.toLowerCase(), salt, COST, HASH_BYTES)
  return `scrypt-md5$N=${COST.N},r=${COST.r},p=${COST.p}$${salt.toString('base64url')}$${hash.toString('base64url')}`
}

/** Is this the password that the old site knew? False also for a check that is not one of ours. */
export async function checkOldPassword(password: string, check: string): Promise<boolean> {
  for (const md5 of hashesOf(password)) if (await checkOldHash(md5, check)) return true
  return false
}

/** The same for the hash that the old site stored: to tell whether a newer dump has another one. */
export async function checkOldHash(md5: string, check: string): Promise<boolean> {
  const parsed = parseCheck(check)
  if (parsed === undefined) return false
  const hash = await derive(md5.toLowerCase(), parsed.salt, parsed.cost, parsed.hash.length)
  return timingSafeEqual(hash, parsed.hash)
}

const MD5 = /^[0-9a-f]{32}$/i

interface Cost {
  readonly N: number
  readonly r: number
  readonly p: number
}

interface Check {
  readonly cost: Cost
  readonly salt: Buffer
  readonly hash: Buffer
}

function parseCheck(check: string): Check | undefined {
  const [name, parameters, salt, hash, ...rest] = check.split('$')
  const [, N, r, p] = /^N=(\d{1,7}),r=(\d{1,3}),p=(\d{1,3})$/.exec(parameters ?? '') ?? []
  if (name !== 'scrypt-md5' || salt === undefined || hash === undefined || rest.length > 0) return undefined
  const cost = { N: Number(N), r: Number(r), p: Number(p) }
  const isPowerOfTwo = cost.N > 1 && (cost.N & (cost.N - 1)) === 0
  if (!isPowerOfTwo || cost.N > MOST.N || cost.r < 1 || cost.r > MOST.r || cost.p < 1 || cost.p > MOST.p)
    return undefined
  const bytes = Buffer.from(hash, 'base64url')
  return bytes.length === HASH_BYTES ? { cost, salt: Buffer.from(salt, 'base64url'), hash: bytes } : undefined
}

/** The MD5 of a password for each way in which it may have reached the old site, the likeliest first. */
function hashesOf(password: string): ReadonlySet<string> {
  const hashes = new Set<string>()
  for (const typed of [password, addSlashes(password)]) {
    for (const bytes of [Buffer.from(typed), windows1252Of(typed)]) {
      if (bytes !== undefined) hashes.add(createHash('md5').update(bytes).digest('hex'))
    }
  }
  return hashes
}

/** What PHP's `addslashes` made of it. */
function addSlashes(text: string): string {
  return text.replaceAll(/['"\\\0]/g, (character) => (character === '\0' ? '\\0' : `\\${character}`))
}

/** Undefined when it has characters that Windows-1252 cannot spell. */
function windows1252Of(text: string): Uint8Array | undefined {
  const bytes = encodeSingleByte(text, 'windows-1252')
  return decodeSingleByte(bytes, 'windows-1252') === text ? bytes : undefined
}

async function derive(md5: string, salt: Buffer, { N, r, p }: Cost, length: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(md5, salt, length, { N, r, p, maxmem: 256 * N * r }, (error, key) => {
      if (error === null) resolve(key)
      else reject(error)
    })
  })
}
