import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { readCanon } from '../../intake/canon/index.ts'
import { COMPILED_CANONS, fileHash, loadCanons, OWN_CANONS } from './canon-files.ts'

describe('loadCanons', () => {
  test('gives what our files say; run "node scripts/compile-canons.ts" when this fails', async () => {
    const names = readdirSync(OWN_CANONS).filter((name) => name.endsWith('.yaml'))
    const files = names.map((name) => ({
      key: name.replace('.yaml', ''),
      yaml: readFileSync(join(OWN_CANONS, name), 'utf8'),
    }))
    const compiled: unknown = JSON.parse(readFileSync(COMPILED_CANONS, 'utf8'))
    const read = files.map(({ key, yaml }) => readCanon(key, yaml))
    expect(compiled).toEqual(
      Object.fromEntries(read.map((each, i) => [fileHash(files[i]?.yaml ?? ''), each.ok ? each.canon : each.problems])),
    )
    const { canons, problems } = await loadCanons(null)
    expect(problems).toEqual([])
    expect(canons).toEqual(
      read
        .map((each) => (each.ok ? each.canon : each.problems))
        .toSorted((a, b) => ('key' in a && 'key' in b && a.key < b.key ? -1 : 1)),
    )
  })
  test('takes the archivist’s file instead of ours, and another name for another canon', async () => {
    const data = mkdtempSync(join(tmpdir(), 'ficarium-canons-'))
    onTestFinished(() => rmSync(data, { recursive: true }))
    mkdirSync(join(data, 'canons'))
    writeFileSync(join(data, 'canons', 'xena.yaml'), 'fandom: The Other Warrior\n')
    writeFileSync(join(data, 'canons', 'second-light.yaml'), readFileSync(join(OWN_CANONS, 'gannet-light.yaml')))
    const { canons } = await loadCanons(data)
    expect(canons.find(({ key }) => key === 'xena')?.name).toBe('The Other Warrior')
    expect(canons.find(({ key }) => key === 'second-light')?.name).toBe('The Gannet Light')
  })
})
