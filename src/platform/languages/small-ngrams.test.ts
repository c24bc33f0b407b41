import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { smallNgrams } from './small-ngrams.ts'

const ROOT = resolve(import.meta.dirname, '../../..')
const TABLE = join(ROOT, 'node_modules/eld/src/ngrams/medium.js')

describe('smallNgrams', () => {
  test('says of every stretch what the table says', async () => {
    const { ngramsData: whole } = (await import(TABLE)) as { ngramsData: NonNullable<ReturnType<typeof smallNgrams>> }
    const small = smallNgrams(readFileSync(TABLE, 'utf8'))
    expect({ ...small, ngrams: null }).toEqual({ ...whole, ngrams: null })
    const differing = Object.keys(whole.ngrams).filter(
      (stretch) => JSON.stringify(small?.ngrams[stretch]) !== JSON.stringify(whole.ngrams[stretch]),
    )
    expect(differing).toEqual([])
  })

  test('knows nothing of stretches that are not in the table', () => {
    const small = smallNgrams(written("'th':{11:60,8:52},\"'s\":{11:55},a_:{0:9},'\\'x':{1:2}"))
    const asked = ['th', "'s", 'a_', "'x", 't', 'h', '', 'thth', 'toString', 'constructor', '字', 'long enough']
    expect(asked.map((stretch) => small?.ngrams[stretch])).toEqual([
      { 8: 52, 11: 60 },
      { 11: 55 },
      { 0: 9 },
      { 1: 2 },
      ...Array.from({ length: 8 }),
    ])
  })

  test.for([
    ['another program', 'export default {}'],
    [
      'a table that is cut off',
      "export const ngramsData = {type:'M60',languages:{0:'am'},isSubset:false,ngrams:{'a':{0:1},'b':{0",
    ],
    ['scores that are no whole numbers', written("'a':{0:1.5}")],
    ['a stretch that is too long', written("'abcdefg':{0:1}")],
    ['letters of more than a byte', written("'字':{0:1}")],
    ['no stretch', written('')],
  ] as const)('is not for %s', ([, source]) => {
    expect(smallNgrams(source)).toBeNull()
  })
})

describe('holdLanguagesSmall', () => {
  test('leaves what eld says of a text as it is', () => {
    expect(saidByEld('holdLanguagesSmall()')).toEqual(saidByEld(''))
  })
})

function written(entries: string): string {
  return `export const ngramsData = {type:'M60',languages:{0:'am'},isSubset:false,ngrams:{${entries}}};`
}

/** In a process of its own, since a program loads eld once. */
function saidByEld(before: string): unknown {
  const script = `
    import { holdLanguagesSmall } from './src/platform/languages/hold-small.ts'
    ${before}
    const { eld } = await import('eld/medium')
    const said = ${JSON.stringify(TEXTS)}.map((text) => eld.detect(text))
    console.log(JSON.stringify(said.map((each) => [each.language, each.isReliable(), each.getScores()])))`
  const said = execFileSync(process.execPath, ['--input-type=module', '-e', script], { cwd: ROOT, encoding: 'utf8' })
  return JSON.parse(said)
}

const TEXTS = [
  'The lamp went out, and she could see nothing of the harbour any more.',
  'Die Lampe ging aus, und vom Hafen war nichts mehr zu sehen; sie wartete.',
  'La lampe s’éteignit, et l’on ne voyait plus rien du port.',
  'Лампа погасла, и она больше не видела гавани.',
  'Lampan slocknade, och hon såg ingenting av hamnen längre.',
  'ランプが消えて、港はもう何も見えなかった。',
  'Hi, Spike',
  '',
]
