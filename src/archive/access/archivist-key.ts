/**
 * The archivist's key and the cookie it is exchanged for. The archivist has no account yet: whoever can read what `serve` prints, or the
 * file that a service was given, is the archivist.
 *
 * Only the key's hash is stored. A printed key works once; what it leaves is a cookie with a date, signed by a secret of
 * this archive.
 */
import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto'

export const ARCHIVIST_COOKIE = 'ficarium_archivist'
const COOKIE_DAYS = 30
const DAY = 24 * 60 * 60 * 1000

export function makeKey(): string {
  return randomBytes(24).toString('base64url')
}

/** Keys have 192 random bits, so a plain hash is enough. */
export function hashKey(key: string): string {
  return createHash('sha256').update(key).digest('hex')
}

export function isSameHash(a: string, b: string): boolean {
  const left = Buffer.from(a)
  const right = Buffer.from(b)
  return left.length === right.length && timingSafeEqual(left, right)
}

/** The value of the cookie: when it ends, and the signature of that. */
export function signPass(secret: string, now: Date): string {
  const until = String(now.getTime() + COOKIE_DAYS * DAY)
  return `${until}.${signatureOf(secret, until)}`
}

export function isValidPass(secret: string, pass: string, now: Date): boolean {
  const dot = pass.indexOf('.')
  const until = pass.slice(0, dot)
  return (
    /^\d{10,16}$/.test(until) &&
    isSameHash(pass.slice(dot + 1), signatureOf(secret, until)) &&
    Number(until) > now.getTime()
  )
}

/** For `Set-Cookie`; `Secure` where the archive is found by https. */
export function passCookie(pass: string, url: string): string {
  const secure = url.startsWith('https:') ? '; Secure' : ''
  return `${ARCHIVIST_COOKIE}=${pass}; Path=/; Max-Age=${COOKIE_DAYS * 24 * 60 * 60}; HttpOnly; SameSite=Lax${secure}`
}

function signatureOf(secret: string, until: string): string {
  return createHmac('sha256', secret).update(`archivist ${until}`).digest('base64url')
}
