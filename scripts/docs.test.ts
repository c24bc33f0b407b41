import { globSync, readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { REFUSAL_CODES, REPAIR_CODES, RESCUE_CODES, SUGGESTION_CODES } from '../src/intake/codes.ts'

const ROOT = resolve(import.meta.dirname, '..')

describe('docs/findings.md', () => {
  const text = readFileSync(join(ROOT, 'docs/findings.md'), 'utf8')

  test.for([...REPAIR_CODES, ...SUGGESTION_CODES, ...REFUSAL_CODES, ...RESCUE_CODES])('explains %s', (code) => {
    expect(text).toContain(`| \`${code}\` |`)
  })
})

describe('docs/dependencies.md', () => {
  const text = readFileSync(join(ROOT, 'docs/dependencies.md'), 'utf8')
  const manifest = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as Record<
    string,
    Record<string, string>
  >

  test.for([...Object.keys(manifest['dependencies'] ?? {}), ...Object.keys(manifest['devDependencies'] ?? {})])(
    'gives the reason for %s',
    (name) => {
      expect(text).toMatch(new RegExp(`[|,] ${name.replaceAll(/[/.]/g, '\\$&')}[ ,]`))
    },
  )
})

describe('the links of the documents', () => {
  const documents = globSync(['*.md', 'docs/**/*.md'], { cwd: ROOT })

  test.for(documents)('of %s lead somewhere', (document) => {
    const text = readFileSync(join(ROOT, document), 'utf8')
    const targets = [...text.matchAll(/\]\((?!https?:|mailto:|#)([^)#\s]+)/g)].map((match) => match[1] ?? '')
    const missing = targets.filter((target) => globSync(join(dirname(document), target), { cwd: ROOT }).length === 0)
    expect(missing).toEqual([])
  })
})
