/** Writes `canons/compiled.json`: what our canon files say, so that no command has to parse them. Run it after editing one. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { COMPILED_CANONS, fileHash, OWN_CANONS } from '../src/archive/canons/canon-files.ts'
import { readCanon } from '../src/intake/canon/index.ts'

const lines: string[] = []
for (const name of readdirSync(OWN_CANONS)
  .filter((each) => each.endsWith('.yaml'))
  .toSorted()) {
  const yaml = readFileSync(join(OWN_CANONS, name), 'utf8')
  const read = readCanon(name.replace(/\.yaml$/, ''), yaml)
  if (read.ok) lines.push(`"${fileHash(yaml)}": ${JSON.stringify(read.canon)}`)
  else {
    for (const { line, what } of read.problems) console.error(`${name}, line ${line}: ${what}`)
    process.exitCode = 1
  }
}
writeFileSync(COMPILED_CANONS, `{\n${lines.join(',\n')}\n}\n`)
