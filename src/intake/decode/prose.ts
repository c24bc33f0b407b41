/**
 * Which characters one expects in stories, by code point: the judge of whether a reading of bytes makes sense.
 *
 * Letters of Latin scripts and the signs of typesetting are expected one at a time. Letters of other scripts are
 * expected in company: one Samaritan letter in a French sentence is an accident, two Cyrillic ones are a word.
 */
export type Script = 'cyrillic' | 'greek' | 'hebrew' | 'arabic' | 'thai' | 'east-asian' | 'korean'

export function isExpectedAlone(code: number): boolean {
  if (code < 0x80) return code >= 0x20 || code === 0x09
  if (code < 0x180) return code >= 0xa0 && code !== 0xad && code !== 0xa4 && code !== 0xa6
  for (let i = 0; i < ALONE.length; i++) {
    const range = ALONE[i] as (typeof ALONE)[number]
    if (code <= range[1]) return code >= range[0]
  }
  return false
}

/** Ascending. */
const ALONE: readonly (readonly [number, number])[] = [
  [0x0192, 0x0192], // ƒ
  [0x01a0, 0x01a1], // Ơ, and Ư below: Vietnamese
  [0x01af, 0x01b0],
  [0x01cd, 0x01dc], // pinyin
  [0x0218, 0x021b], // Romanian Ș Ț
  [0x02bb, 0x02bc], // letters that look like apostrophes
  [0x02c6, 0x02c7],
  [0x02dc, 0x02dc],
  [0x1e00, 0x1eff], // Latin with several marks
  [0x200b, 0x200f], // joiners and marks of direction
  [0x2010, 0x2027], // dashes, quotes, bullets, ellipsis
  [0x202a, 0x202e],
  [0x202f, 0x202f],
  [0x2030, 0x203e],
  [0x2042, 0x2044],
  [0x2070, 0x2079],
  [0x20ac, 0x20ac], // €
  [0x2116, 0x2116],
  [0x2122, 0x2122],
  [0x2190, 0x2194], // arrows
  [0x2212, 0x2212],
  [0x221e, 0x221e],
  [0x2248, 0x2248],
  [0x2260, 0x2265],
  [0x2500, 0x2501], // breaks drawn as lines
  [0x25a0, 0x25cf],
  [0x2600, 0x27bf], // stars, hearts, notes: breaks between scenes
  [0x3000, 0x3002], // wide space and points: breaks, too
  [0xfb00, 0xfb04], // ligatures
  [0xfeff, 0xfeff],
  [0xfffd, 0xfffd],
  [0x1f300, 0x1faff], // emoji
]

export function scriptOf(code: number): Script | undefined {
  for (let i = 0; i < SCRIPTS.length; i++) {
    const script = SCRIPTS[i] as (typeof SCRIPTS)[number]
    if (code <= script[2]) return code >= script[1] ? script[0] : undefined
  }
  return undefined
}

/** Ascending. */
const SCRIPTS: readonly (readonly [Script, number, number])[] = [
  ['greek', 0x0370, 0x03ff],
  ['cyrillic', 0x0400, 0x045f],
  ['cyrillic', 0x0490, 0x0493],
  ['hebrew', 0x05be, 0x05f4],
  ['arabic', 0x060c, 0x06d5],
  ['thai', 0x0e01, 0x0e5b],
  ['greek', 0x1f00, 0x1fff],
  ['east-asian', 0x3005, 0x30ff],
  ['east-asian', 0x4e00, 0x9fff],
  ['korean', 0xac00, 0xd7a3],
  ['east-asian', 0xff01, 0xffef],
]
