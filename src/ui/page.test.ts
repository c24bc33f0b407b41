import { describe, expect, test } from 'vitest'
import { assetUrl, findAsset } from './assets.ts'
import { errorPage } from './error-page.ts'
import { html } from './html.ts'
import { type Frame, page } from './page.ts'
import { parsePreferences, USUAL_PREFERENCES } from './preferences.ts'

const FRAME: Frame = {
  archiveName: 'The Lantern Room',
  preferences: USUAL_PREFERENCES,
  isArchivist: false,
  address: '/works',
}

describe('page', () => {
  test('names the page and the archive in its title, and escapes both', () => {
    const text = page('Salt & <Rain>', html`<h1>Salt</h1>`, FRAME).markup
    expect(text).toContain('<title>Salt &amp; &lt;Rain&gt; · The Lantern Room</title>')
  })

  test('carries the choices of the reader on its first element', () => {
    const preferences = parsePreferences('theme-night.size-large')
    expect(page('A', html``, { ...FRAME, preferences }).markup).toMatch(
      /^<!doctype html>\n<html lang="en" class="theme-night size-large">/,
    )
  })

  test('holds no script and no style of its own', () => {
    const text = page('A', html`<h1>A</h1>`, FRAME).markup
    expect(text).not.toMatch(/<style|style=|<script(?![^>]*src=)|\son\w+=/)
  })

  test('marks the part of the archive it is in', () => {
    expect(page('Works', html``, FRAME).markup).toContain('<a href="/works" aria-current="page">')
  })
})

describe('errorPage', () => {
  test.for([400, 403, 404, 410, 413, 422, 500, 503] as const)(
    'says in one heading what %s means and leads on',
    (status) => {
      const text = errorPage(status, FRAME).markup
      expect(text.match(/<h1/g)).toHaveLength(1)
      expect(text).toContain('href="/works"')
      expect(text).not.toContain(String(status))
    },
  )
})

describe('assets', () => {
  test('the stylesheet loads nothing from another host and nothing that is not there', () => {
    const css = new TextDecoder().decode(findAsset(assetUrl('site.css').slice('/assets/'.length))?.body)
    const addresses = [...css.matchAll(/url\("([^"]+)"\)/g)].map((match) => match[1] as string)
    expect(addresses.length).toBeGreaterThan(7)
    expect(addresses.filter((each) => findAsset(each.slice('/assets/'.length)) === undefined)).toEqual([])
    expect(css).not.toMatch(/https?:|@import/)
  })

  test('style, scripts and mark stay within the budget of a story page', () => {
    const sizes = ['site.css', 'keys.js', 'place.js', 'mark.svg'].map(
      (name) => findAsset(assetUrl(name).slice('/assets/'.length))?.body.length ?? 0,
    )
    expect(sizes.reduce((sum, size) => sum + size)).toBeLessThan(50_000)
    expect((sizes[1] as number) + (sizes[2] as number)).toBeLessThan(15_000)
  })

  test('names nobody has an address for are not found', () => {
    expect(['site.css', '../page.ts', '__proto__', ''].map(findAsset)).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ])
  })
})
