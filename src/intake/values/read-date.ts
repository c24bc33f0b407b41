/**
 * Reads the dates of every era of the old software: seconds since 1970, and the date and time of a database.
 *
 *     1208304000              2008-04-16T00:00:00Z
 *     2003-05-17 21:04:09     2003-05-17T21:04:09
 *     0000-00-00 00:00:00     null
 */

export function readDate(bytes: Uint8Array | null | undefined): string | null {
  if (bytes === null || bytes === undefined || bytes.length > 64) return null
  const text = Buffer.from(bytes).toString('latin1').trim()
  if (/^\d{9,14}$/.test(text)) return fromSeconds(text.length > 11 ? Number(text) / 1000 : Number(text))
  const found = /^(\d{4})-(\d{2})-(\d{2})(?:[ T](\d{2}):(\d{2}):(\d{2}))?$/.exec(text)
  if (found === null || found[1] === '0000' || found[2] === '00') return null
  return found[4] === undefined ? text : `${found[1]}-${found[2]}-${found[3]}T${found[4]}:${found[5]}:${found[6]}`
}

function fromSeconds(seconds: number): string | null {
  if (seconds <= 0 || seconds > 4_102_444_800) return null
  return new Date(Math.floor(seconds) * 1000).toISOString().replace('.000Z', 'Z')
}
