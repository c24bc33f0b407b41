import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { checkOldHash, checkOldPassword, isOldPasswordHash, makePasswordCheck } from './old-password.ts'

function md5(bytes: string | Uint8Array): string {
  return createHash('md5').update(bytes).digest('hex')
}

describe('checkOldPassword', () => {
  test.for([
    { name: 'a plain word', typed: 'secret', hashed: 'secret' },
    { name: 'no word at all', typed: '', hashed: '' },
    { name: 'blanks at its ends', typed: ' my secret ', hashed: ' my secret ' },
    { name: 'accents that the site took as UTF-8', typed: 'café', hashed: 'café' },
    {
      name: 'accents that the site took as Windows-1252',
      typed: 'café',
      hashed: Uint8Array.of(0x63, 0x61, 0x66, 0xe9),
    },
    { name: 'a quote that PHP put a backslash before', typed: `d'or "x"`, hashed: `d\\'or \\"x\\"` },
    { name: 'another script', typed: 'тайна', hashed: 'тайна' },
  ])('knows $name', async ({ typed, hashed }) => {
    expect(await checkOldPassword(typed, await makePasswordCheck(md5(hashed)))).toBe(true)
  })

  test.for([
    { name: 'another word', typed: 'Secret', hashed: 'secret' },
    { name: 'the hash itself', typed: md5('secret'), hashed: 'secret' },
    { name: 'the word with a blank more', typed: 'secret ', hashed: 'secret' },
    { name: 'no word', typed: '', hashed: 'secret' },
    { name: 'question marks for what Windows-1252 has not', typed: 'тайна', hashed: '?????' },
    { name: 'the word without its accent', typed: 'cafe', hashed: 'café' },
    { name: 'the backslashes that PHP put there', typed: `d\\'or`, hashed: `d'or` },
  ])('refuses $name', async ({ typed, hashed }) => {
    expect(await checkOldPassword(typed, await makePasswordCheck(md5(hashed)))).toBe(false)
  })

  test.for([
    '',
    'secret',
    md5('secret'),
    'scrypt-md5',
    'scrypt-md5$N=512,r=8,p=1$c2FsdA',
    'scrypt-md5$N=512,r=8,p=1$c2FsdA$',
    'scrypt-md5$N=512,r=8,p=1$c2FsdA$aGFzaA',
    'scrypt-md5$N=500,r=8,p=1$c2FsdA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA',
    'scrypt-md5$N=0,r=8,p=1$c2FsdA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA',
    'scrypt-md5$N=4194304,r=8,p=1$c2FsdA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA',
    'scrypt-md5$N=512,r=999,p=1$c2FsdA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA',
    'argon2id$N=512,r=8,p=1$c2FsdA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA',
  ])('refuses the check %j', async (check) => {
    expect(await checkOldPassword('secret', check)).toBe(false)
  })
})

describe('makePasswordCheck', () => {
  test('names how it was made, and holds neither the hash nor the same twice', async () => {
    const checks = [await makePasswordCheck(md5('secret')), await makePasswordCheck(md5('secret'))]
    for (const check of checks) {
      expect(check).toMatch(/^scrypt-md5\$N=512,r=8,p=1\$[\w-]{22}\$[\w-]{43}$/)
      expect(check).not.toContain(md5('secret'))
    }
    expect(checks[0]).not.toBe(checks[1])
  })

  test('takes the hash in either case', async () => {
    expect(await checkOldHash(md5('secret'), await makePasswordCheck(md5('secret').toUpperCase()))).toBe(true)
  })
})

test.for([
  [md5('x'), true],
  [md5('x').toUpperCase(), true],
  ['0', false],
  ['', false],
  [`${md5('x')}0`, false],
  ['$2y$10$abcdefghijklmnopqrstuv', false],
] as const)('isOldPasswordHash(%j) is %j', ([stored, expected]) => {
  expect(isOldPasswordHash(stored)).toBe(expected)
})
