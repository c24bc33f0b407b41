import { describe, expect, test } from 'vitest'
import { withLinksHere } from './old-links.ts'

const SITE = { publicId: 's1', oldPlace: 'shelf.example/fic' }
const MEND = [
  ['<a href="http://shelf.example/fic/viewstory.php?sid=3">', '<a href="/sites/s1/old/viewstory.php?sid=3">'],
  ['<a href="https://www.Shelf.example/fic/viewuser.php?uid=1">', '<a href="/sites/s1/old/viewuser.php?uid=1">'],
  ['<a href="http://shelf.example/fic">home</a>', '<a href="/sites/s1/old/">home</a>'],
  ['<a href="http://shelf.example/fic?x=1">', '<a href="/sites/s1/old/?x=1">'],
] as const
const LEAVE = [
  '<a href="http://shelf.example/fiction/viewstory.php?sid=3">',
  '<a href="http://shelf.example.evil.test/fic/">',
  '<a href="http://evil.test/?http://shelf.example/fic/">',
  '<p>http://shelf.example/fic/viewstory.php</p>',
  '<a href="httpx://shelf.example/fic/">',
  '<a href="http">',
] as const

describe('withLinksHere', () => {
  test.for(MEND)('leads %s here', ([markup, shown]) => {
    expect(withLinksHere(markup, SITE)).toBe(shown)
    expect(withLinksHere(`<p>${markup}</p>${markup}`, SITE)).toBe(`<p>${shown}</p>${shown}`)
  })
  test.for(LEAVE.map((markup) => [markup] as const))('leaves %s', ([markup]) => {
    expect(withLinksHere(markup, SITE)).toBe(markup)
  })
  test('leaves all links of a site that nobody knows the address of', () => {
    expect(withLinksHere(MEND[0][0], { publicId: 's1', oldPlace: null })).toBe(MEND[0][0])
    expect(withLinksHere(MEND[0][0], null)).toBe(MEND[0][0])
  })
  test('names the whole address in a text that leaves the site', () => {
    expect(withLinksHere(MEND[0][0], SITE, 'https://here.example')).toBe(
      '<a href="https://here.example/sites/s1/old/viewstory.php?sid=3">',
    )
  })
})
