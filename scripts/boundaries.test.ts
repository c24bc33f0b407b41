/**
 * Proof that the import rules of .dependency-cruiser.cjs work: one violation of each kind is planted in a small tree
 * of its own and must be found. Without it a dependency-cruiser that cannot read TypeScript passes silently.
 */
import { execFileSync } from 'node:child_process'
import { cpSync, globSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

const ROOT = resolve(import.meta.dirname, '..')

interface Cruise {
  readonly summary: {
    readonly totalCruised: number
    readonly violations: readonly { from: string; rule: { name: string } }[]
  }
}

const PLANTED = [
  { rule: 'kernel-imports', file: 'src/kernel/a.ts', text: "import { x } from '../document/x.ts'\nexport const a = x" },
  { rule: 'intake-imports', file: 'src/intake/a.ts', text: "import { x } from '../platform/x.ts'\nexport const a = x" },
  {
    rule: 'ui-imports',
    file: 'src/ui/a.ts',
    text: "import { x } from '../archive/works/index.ts'\nexport const a = x",
  },
  {
    rule: 'pure-layers-do-no-input-or-output',
    file: 'src/publish/a.ts',
    text: "import { readFileSync } from 'node:fs'\nexport const a = readFileSync",
  },
  {
    rule: 'pure-layers-take-few-packages',
    file: 'src/document/a.ts',
    text: "import { Hono } from 'hono'\nexport const a = Hono",
  },
  {
    rule: 'features-meet-at-the-front-door',
    file: 'src/archive/people/a.ts',
    text: "import { x } from '../works/inside.ts'\nexport const a = x",
  },
  {
    rule: 'app-enters-by-the-front-door',
    file: 'src/app/a.ts',
    text: "import { x } from '../archive/works/inside.ts'\nexport const a = x",
  },
  {
    rule: 'sql-stands-in-stores',
    file: 'src/archive/works/actions.ts',
    text: "import { sql } from 'kysely'\nexport const a = sql",
  },
  {
    rule: 'tests-are-not-used-by-the-program',
    file: 'src/archive/works/b.ts',
    text: "import { x } from './c.test.ts'\nexport const a = x",
  },
  { rule: 'no-cycles', file: 'src/kernel/b.ts', text: "import { c } from './c.ts'\nexport const b: unknown = c" },
] as const

const SUPPORT = {
  'src/document/x.ts': 'export const x = 1',
  'src/platform/x.ts': 'export const x = 1',
  'src/archive/works/index.ts': "export { x } from './inside.ts'",
  'src/archive/works/inside.ts': 'export const x = 1',
  'src/archive/works/c.test.ts': 'export const x = 1',
  'src/archive/works/store.ts': "import { sql } from 'kysely'\nexport const a = sql",
  'src/kernel/c.ts': "import { b } from './b.ts'\nexport const c: unknown = b",
}

describe('the import rules', () => {
  let folder = ''
  let planted: Cruise

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'ficarium-boundaries-'))
    cpSync(join(ROOT, '.dependency-cruiser.cjs'), join(folder, '.dependency-cruiser.cjs'))
    writeFileSync(
      join(folder, 'package.json'),
      '{"name":"planted","type":"module","dependencies":{"kysely":"*","hono":"*"}}',
    )
    symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'), 'dir')
    const files: [string, string][] = [
      ...Object.entries(SUPPORT),
      ...PLANTED.map((p): [string, string] => [p.file, p.text]),
    ]
    for (const [name, text] of files) {
      mkdirSync(dirname(join(folder, name)), { recursive: true })
      writeFileSync(join(folder, name), `${text}\n`)
    }
    planted = cruise(folder)
  })

  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  test.for(PLANTED)('find a planted violation of $rule', ({ rule, file }) => {
    expect(planted.summary.violations.map((violation) => `${violation.rule.name} in ${violation.from}`)).toContain(
      `${rule} in ${file}`,
    )
  })

  test('let a store use SQL', () => {
    expect(planted.summary.violations.filter((violation) => violation.from === 'src/archive/works/store.ts')).toEqual(
      [],
    )
  })

  test('are broken nowhere, in a cruise that saw the whole tree', () => {
    const real = cruise(ROOT)
    const files = globSync('src/**/*.ts', { cwd: ROOT })
    expect(real.summary.violations.map((violation) => `${violation.rule.name} in ${violation.from}`)).toEqual([])
    expect(real.summary.totalCruised).toBeGreaterThan(files.length * 0.9)
  })
})

function cruise(cwd: string): Cruise {
  const bin = join(ROOT, 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs')
  const args = [bin, '--config', '.dependency-cruiser.cjs', '--output-type', 'json', 'src']
  try {
    return parse(
      execFileSync(process.execPath, args, {
        cwd,
        encoding: 'utf8',
        maxBuffer: 1 << 28,
        stdio: ['ignore', 'pipe', 'ignore'],
      }),
    )
  } catch (error) {
    // It exits with the number of violations; what it found is on stdout all the same.
    if (error instanceof Error && 'stdout' in error && typeof error.stdout === 'string') return parse(error.stdout)
    throw error
  }
}

function parse(json: string): Cruise {
  return JSON.parse(json) as Cruise
}
