/** How fast a folder comes in, stored and committed, against writing the same bytes to one file and waiting for the disk. */
import { closeSync, fsyncSync, mkdtempSync, openSync, readdirSync, readFileSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { generateFolder } from './generate.ts'
import { runProgram } from './program.ts'

export async function run(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'ficarium-bench-import-'))
  try {
    const { files, bytes } = generateFolder(join(folder, 'stories'), 1000, 3000)
    const plain = copyAll(join(folder, 'stories'), join(folder, 'copy'))
    const first = await runProgram(['import', join(folder, 'stories'), '--data', join(folder, 'data')])
    const again = await runProgram(['import', join(folder, 'stories'), '--data', join(folder, 'data')])
    const rate = bytes / first.seconds / 1e6
    console.log(
      `import: ${files} files, ${(bytes / 1e6).toFixed(1)} MB in ${first.seconds.toFixed(2)} s = ${rate.toFixed(1)} MB/s, peak ${(first.peakBytes / 2 ** 20).toFixed(0)} MiB (exit ${first.exitCode})`,
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
