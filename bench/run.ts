/**
 * Runs the benches: `npm run bench` those that take seconds, `npm run bench -- NAME` one of them.
 *
 * A figure is printed with its baseline from the same run; nothing here passes or fails on speed. `torture`, `many`,
 * `efiction`, `words` and `hostile` are proofs besides, and exit with 1 when they find something wrong.
 */
const QUICK = ['intake', 'readers', 'import', 'epub', 'page'] as const
const HEAVY = [
  'near-duplicates',
  'torture',
  'many',
  'mailbox',
  'efiction',
  'fuzz',
  'hostile',
  'body-index',
  'tag-index',
  'words',
] as const

async function main(names: readonly string[]): Promise<number> {
  const known: readonly string[] = [...QUICK, ...HEAVY]
  const unknown = names.filter((name) => !known.includes(name))
  if (unknown.length > 0) {
    console.error(`bench: there is no bench "${unknown.join('", "')}"; there are ${known.join(', ')}`)
    return 2
  }
  for (const name of names.length === 0 ? QUICK : names) {
    console.log(`\n== ${name}`)
    const bench = (await import(`./${name}.ts`)) as { run: () => Promise<void> }
    await bench.run()
  }
  return 0
}

process.exitCode = (await main(process.argv.slice(2))) || Number(process.exitCode ?? 0)
