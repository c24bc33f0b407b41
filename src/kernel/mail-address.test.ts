import { describe, expect, test } from 'vitest'
import { withoutMailAddresses } from './mail-address.ts'

const MEND = [
  ['write to marrow@mail.example!', 'write to [e-mail address]!'],
  ['<finch.the+2nd@mail.co.example>', '<[e-mail address]>'],
  ['a@b.example,c@d.example', '[e-mail address],[e-mail address]'],
  ['Zoë@café.example.', '[e-mail address].'],
] as const
const LEAVE = [
  'nothing here',
  '@quill on the list',
  'me @ mail.example',
  'marrow at mail dot example',
  'a@b',
  'lamp@',
  '@@@@',
  'https://social.example/@finch',
] as const

describe('withoutMailAddresses', () => {
  test.for(MEND)('hides the address in “%s”', ([text, shown]) => {
    expect(withoutMailAddresses(text)).toBe(shown)
    expect(withoutMailAddresses(shown)).toBe(shown)
  })
  test.for(LEAVE.map((text) => [text] as const))('leaves “%s”', ([text]) => {
    expect(withoutMailAddresses(text)).toBe(text)
  })
  test('shows what it is told to of the part before the sign', () => {
    expect(withoutMailAddresses('finch@mail.example', (user) => user)).toBe('finch')
  })
})
