/**
 * How fast a folder comes in, stored and committed, against writing the same bytes to one file and waiting for the disk.
 *
 * A process starts, loads its readers and is slow until they are warm: two to three seconds, whatever the folder holds.
 * They are counted; the folder is one of 3,000 files so that they weigh as much as they do in a collection. Processor
 * time is printed as well, since on a busy machine only that can be compared.
 */
import { closeSync, fsyncSync, mkdtempSync, openSync, readdirSync, readFileSync, rmSync, writeSync } from 'node:fs'
import { availableParallelism, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { generateFolder } from './generate.ts'
import { runProgram } from './program.ts'

const FILES = 3000
const WORDS = 3000

export async function run(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'ficarium-bench-import-'))
  try {
    const { files, bytes } = generateFolder(join(folder, 'stories'), FILES, WORDS)
    console.log(`load before: ${loadavg()[0]?.toFixed(2)}, ${availableParallelism()} processors`)
    const plain = copyAll(join(folder, 'stories'), join(folder, 'copy'))
    const first = await runProgram(['import', join(folder, 'stories'), '--data', join(folder, 'data')])
    const again = await runProgram(['import', join(folder, 'stories'), '--data', join(folder, 'data')])
    const rate = bytes / first.seconds / 1e6
    console.log(
      `import: ${files} files, ${(bytes / 1e6).toFixed(1)} MB in ${first.seconds.toFixed(2)} s = ${rate.toFixed(1)} MB/s, start and warming up included (exit ${first.exitCode})`,
    )
    console.log(
      `it took ${first.processorSeconds.toFixed(1)} s of processor time and at most ${(first.peakBytes / 2 ** 20).toFixed(0)} MiB`,
    )
    console.log(`again, nothing new: ${again.seconds.toFixed(2)} s (exit ${again.exitCode})`)
    console.log(
      `baseline, the same bytes into one file with a wait for the disk: ${plain.toFixed(2)} s; import takes ${(first.seconds / plain).toFixed(0)} times that`,
    )
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function copyAll(from: string, to: string): number {
  const started = performance.now()
  const file = openSync(to, 'w')
  for (const entry of readdirSync(from, { recursive: true, withFileTypes: true })) {
    if (entry.isFile()) writeSync(file, readFileSync(join(entry.parentPath, entry.name)))
  }
  fsyncSync(file)
  closeSync(file)
  return (performance.now() - started) / 1000
}
