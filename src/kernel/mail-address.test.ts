import { describe, expect, test } from 'vitest'
import { withoutMailAddresses } from './mail-address.ts'

const MEND = [
  ['write to marrow@mail.example!', 'write to [address hidden]!'],
  ['<finch.the+2nd@mail.co.example>', '<[address hidden]>'],
  ['a@b.example,c@d.example', '[address hidden],[address hidden]'],
  ['Zoë@café.example.', '[address hidden].'],
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
