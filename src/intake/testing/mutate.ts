/** Damages bytes as disks, mail and people with bad intentions do, by a row of numbers that can be drawn again. */

/** Gives numbers from 0 up to 1. */
export type Random = () => number

/** Mulberry32: small, and the same everywhere. */
export function randomFrom(seed: number): Random {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** A whole number from 0 up to `bound`, which is not reached. */
export function pick(random: Random, bound: number): number {
  return Math.floor(random() * bound)
}

/** What makes readers stumble: the ends and beginnings of things, numbers at their edges, signs of other formats. */
const TOKENS = [
  '<',
  '>',
  '&',
  '"',
  "'",
  ']]>',
  '<!--',
  '-->',
  '<![CDATA[',
  '<!DOCTYPE x [<!ENTITY a "b">]>',
  '&a;',
  '&#0;',
  '&#x110000;',
  '&amp;amp;#8217;',
  '<p>',
  '</p>',
  '<i>',
  '</i></b>',
  '<table><tr>',
  '<svg><math>',
  '<plaintext>',
  '<script>',
  '<frameset>',
  '{',
  '}',
  '\\',
  '\\u-1?',
  "\\'ff",
  '\\bin9999999999 ',
  '\\uc0',
  '\\par',
  '{\\*\\x',
  '\r',
  '\n',
  '\r\n',
  '\n\n\n',
  '\n.\n',
  '\nFrom a@b.example Mon Jan  1 00:00:00 2001\n',
  '\n--b\n',
  '\n--b--\n',
  'Content-Type: multipart/mixed; boundary=b\n',
  'Content-Transfer-Encoding: base64\n',
  '=?utf-8?Q?=FF?=',
  '=\n',
  '=92',
  'Subject: NEW: X (1/99999999)\n',
  'Title: ',
  'Part 0 of 0',
  'Chapter 99999999999999999999',
  '> > > ',
  '* * *',
  '\0',
  '\u0000\u0001',
  '\ufeff',
  '\ufffd',
  '\u202e',
  '\u2028',
  'â€™',
  '<entry>',
  '</event>',
  '<comment>',
  '</comment>',
  '<comments>',
  '"msgId": 1,',
  '"chapters": [{',
  '\\"',
  '\\u0000',
  '\\ud83d',
  'WARC/1.0\r\n',
  'Content-Length: 99999999999\r\n',
  'Content-Encoding: br\r\n',
  'Transfer-Encoding: chunked\r\n',
  '\r\n\r\n',
  'ffffffff\r\n',
  '#! rnews 99999\n',
  '------------------------------\n\nDate: x\nFrom: y\nSubject: z\n\n',
  'INSERT INTO `stories` VALUES (',
  "'),('",
  'PK\u0003\u0004',
  'PK\u0005\u0006',
  'ustar\0',
  '\u001f',
  '\ud83d',
  '0',
  '-1',
  '4294967295',
  '99999999999999999999',
].map((token) => Buffer.from(token))

type Change = (bytes: Buffer, random: Random) => Buffer

const CHANGES: readonly Change[] = [
  function flipBit(bytes, random) {
    const at = pick(random, bytes.length)
    const changed = Buffer.from(bytes)
    changed[at] = (changed[at] ?? 0) ^ (1 << pick(random, 8))
    return changed
  },
  function setByte(bytes, random) {
    const changed = Buffer.from(bytes)
    changed[pick(random, bytes.length)] = pick(random, 256)
    return changed
  },
  function loseStretch(bytes, random) {
    const [from, to] = stretch(bytes, random)
    return Buffer.concat([bytes.subarray(0, from), bytes.subarray(to)])
  },
  function repeatStretch(bytes, random) {
    const [from, to] = stretch(bytes, random)
    const times = Math.min(1 + pick(random, 40), Math.ceil(20_000 / (to - from + 1)))
    const repeated = Array.from({ length: times }, () => bytes.subarray(from, to))
    return Buffer.concat([bytes.subarray(0, to), ...repeated, bytes.subarray(to)])
  },
  function moveStretch(bytes, random) {
    const [from, to] = stretch(bytes, random)
    const rest = Buffer.concat([bytes.subarray(0, from), bytes.subarray(to)])
    const at = pick(random, rest.length + 1)
    return Buffer.concat([rest.subarray(0, at), bytes.subarray(from, to), rest.subarray(at)])
  },
  function insertToken(bytes, random) {
    const at = pick(random, bytes.length + 1)
    const token = TOKENS[pick(random, TOKENS.length)] ?? Buffer.alloc(0)
    const times = random() < 0.1 ? 1 + pick(random, 500) : 1
    return Buffer.concat([bytes.subarray(0, at), ...Array.from({ length: times }, () => token), bytes.subarray(at)])
  },
  function overwriteWithToken(bytes, random) {
    const at = pick(random, bytes.length + 1)
    const token = TOKENS[pick(random, TOKENS.length)] ?? Buffer.alloc(0)
    return Buffer.concat([bytes.subarray(0, at), token, bytes.subarray(at + token.length)])
  },
  function cutOff(bytes, random) {
    return bytes.subarray(0, pick(random, bytes.length + 1))
  },
]

/** One to four changes, as a rule few. */
export function mutate(bytes: Uint8Array, random: Random): Buffer {
  let changed: Buffer = Buffer.from(bytes)
  const changes = 1 + Math.floor(random() ** 2 * 4)
  for (let n = 0; n < changes && changed.length > 0; n++) {
    changed = CHANGES[pick(random, CHANGES.length)]?.(changed, random) ?? changed
  }
  return changed
}

function stretch(bytes: Uint8Array, random: Random): readonly [from: number, to: number] {
  const from = pick(random, bytes.length)
  const longest = random() < 0.8 ? 40 : bytes.length
  return [from, Math.min(bytes.length, from + 1 + pick(random, longest))]
}
