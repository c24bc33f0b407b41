import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import cases from '../cases/private-values.json' with { type: 'json' }
import { extraOf, type OpaqueValue, opaqueContent } from './opaque.ts'
import { secretOfColumn, withoutSecrets } from './private-values.ts'

describe('withoutSecrets', () => {
  test.for(cases.mend)('takes out $name', (each) => {
    expect(withoutSecrets(each.in)).toBe(each.out)
  })

  test.for(cases.leave)('leaves $name', (each) => {
    expect(withoutSecrets(each.in)).toBe(each.in)
  })

  test('takes out nothing more the second time, and is quick with anything', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('a', 'f', '1', '9', '.', ':', '@', '$', '(', ' '), maxLength: 400 }),
        (text) => {
          const once = withoutSecrets(text)
          expect(withoutSecrets(once)).toBe(once)
        },
      ),
    )
  })

  test('reads a megabyte of what looks like the beginning of something', () => {
    for (const piece of ['a@', '1.', 'ab:', '$2y$10$', '@'])
      expect(withoutSecrets(piece.repeat(2 ** 20 / piece.length)).length).toBeGreaterThan(0)
  })
})

test.for([
  ['password', 'password'],
  ['user_pass', 'password'],
  ['userPass', 'password'],
  ['smtp_password', 'secret'],
  ['siteemail', 'e-mail address'],
  ['user_email', 'e-mail address'],
  ['log_ip', 'network address'],
  ['session_id', 'secret'],
  ['passage', undefined],
  ['recipe', undefined],
  ['compass', undefined],
  ['emailalerts', undefined],
  ['description', undefined],
  ['zip', undefined],
  ['sid', undefined],
] as const)('secretOfColumn(%j) is %j', ([column, secret]) => {
  expect(secretOfColumn(column)).toBe(secret)
})

describe('opaqueContent', () => {
  const CASES: readonly {
    readonly name: string
    readonly row: Readonly<Record<string, string | Uint8Array | null>>
    readonly content: Readonly<Record<string, OpaqueValue>>
  }[] = [
    {
      name: 'keeps text, nothing and NULL apart',
      row: { a: 'x', b: '', c: null },
      content: { a: 'x', b: '', c: null },
    },
    {
      name: 'keeps code and markup as text',
      row: { code: '<?php eval("&amp;"); ?>' },
      content: { code: '<?php eval("&amp;"); ?>' },
    },
    {
      name: 'mends the damage of a wrong encoding',
      row: { q: 'CafÃ© â€œLampâ€\u009d' },
      content: { q: 'Café “Lamp”' },
    },
    {
      name: 'reads what is in Windows-1252',
      row: { q: Uint8Array.of(0x63, 0x61, 0x66, 0xe9) },
      content: { q: 'café' },
    },
    { name: 'keeps bytes that are no text', row: { b: Uint8Array.of(0, 1, 0xff) }, content: { b: { hex: '0001ff' } } },
    {
      name: 'seals by the name of a column',
      row: { password: 'x', mail: 'y' },
      content: { password: { sealed: 'password' }, mail: { sealed: 'e-mail address' } },
    },
    { name: 'leaves an empty secret empty', row: { password: '', mail: null }, content: { password: '', mail: null } },
    {
      name: 'seals a setting by what the row calls it',
      row: { name: 'smtp_password', value: 'hunter2' },
      content: { name: 'smtp_password', value: { sealed: 'secret' } },
    },
    {
      name: 'keeps a setting that is no secret',
      row: { name: 'skin', value: 'dusk' },
      content: { name: 'skin', value: 'dusk' },
    },
    {
      name: 'keeps a link about passwords',
      row: { link_name: 'lostpassword', link_text: 'Lost Password', link_url: 'user.php' },
      content: { link_name: 'lostpassword', link_text: 'Lost Password', link_url: 'user.php' },
    },
  ]

  test.for(CASES)('$name', ({ row, content }) => {
    expect(opaqueContent({ values: valuesOf(row) })).toEqual(content)
  })
})

describe('extraOf', () => {
  test('gives what has no place and says something', () => {
    const values = valuesOf({ title: 'x', numstories: '2', note: '', rating: null, email: 'a@b.example' })
    expect(extraOf({ values }, new Set(['title']))).toEqual({ numstories: '2', email: { sealed: 'e-mail address' } })
  })

  test('is nothing where everything has its place', () => {
    expect(extraOf({ values: valuesOf({ title: 'x', note: '' }) }, new Set(['title', 'note']))).toBeNull()
  })
})

function valuesOf(row: Readonly<Record<string, string | Uint8Array | null>>): Map<string, Uint8Array | null> {
  return new Map(
    Object.entries(row).map(([name, value]) => [name, typeof value === 'string' ? Buffer.from(value) : value]),
  )
}
