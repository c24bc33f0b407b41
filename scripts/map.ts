/**
 * Writes docs/map.md: one line a file of the program, taken from the first sentence of its head comment.
 *
 * `--check` writes nothing and fails when the map on disk is not what the files say.
 */
import { globSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'

const ROOT = resolve(import.meta.dirname, '..')
const MAP = join(ROOT, 'docs/map.md')

function main(): number {
  const map = drawMap(globSync(['src/**/*.{ts,js}', 'scripts/*.ts', 'bench/*.ts'], { cwd: ROOT }).toSorted(byFolder))
  if (!process.argv.includes('--check')) {
    writeFileSync(MAP, map)
    return 0
  }
  if (readFileSync(MAP, 'utf8') === map) return 0
  console.error('map: docs/map.md is not up to date; run "npm run map"')
  return 1
}

/** Files of one folder stand together, before the folders inside it. */
function byFolder(a: string, b: string): number {
  return dirname(a).localeCompare(dirname(b), 'en') || a.localeCompare(b, 'en')
}

function drawMap(files: readonly string[]): string {
  const lines = ['# Map', '', 'Where things are. Made by `npm run map` from the first sentence of each file.', '']
  let folder = ''
  for (const file of files) {
    if (/\.test\.ts$|\/migrations\/\d|\/index\.ts$/.test(file)) continue
    if (dirname(file) !== folder) {
      folder = dirname(file)
      lines.push('', `## ${folder}`, '')
    }
    const sentence = firstSentence(readFileSync(join(ROOT, file), 'utf8'))
    lines.push(`- [${file.slice(folder.length + 1)}](../${file})${sentence === '' ? '' : `: ${sentence}`}`)
  }
  return `${lines.join('\n').replaceAll('\n\n\n', '\n\n')}\n`
}

/** The first sentence of a file's head comment, or '' when it opens with code. */
function firstSentence(source: string): string {
  const comment = /^(?:#!.*\n)?\/\*\*([\s\S]*?)\*\//.exec(source)?.[1]
  if (comment === undefined) return ''
  const text = comment
    .replaceAll(/^\s*\* ?/gm, '')
    .trim()
    .split('\n\n')[0]
    ?.replaceAll(/\s+/g, ' ')
  return /^.*?\.(?=\s|$)/.exec(text ?? '')?.[0] ?? text ?? ''
}

process.exitCode = main()
