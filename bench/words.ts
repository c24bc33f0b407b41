/**
 * Proves that no certain repair changes a word of eight languages: whole word lists, each word in every setting that
 * the test of the repairs has for a sample. Exits with 1 and names the words when one is changed.
 */
import { repairText } from '../src/intake/repair/repair-runs.ts'
import { LANGUAGES, readWordList, SETTINGS } from '../src/intake/repair/testing/word-lists.ts'

const MOST_SHOWN = 20

export async function run(): Promise<void> {
  for (const language of LANGUAGES) {
    const words = readWordList(language)
    const start = process.cpuUsage().user
    let units = 0
    let changed = 0
    for (const [setting, set] of Object.entries(SETTINGS)) {
      const text = words.map(set).join('\n\n')
      units += text.length
      const { patches } = repairText(text)
      changed += patches.length
      for (const { from, to, after, codes } of patches.slice(0, MOST_SHOWN)) {
        const line = text.slice(text.lastIndexOf('\n', from) + 1).split('\n', 1)[0]
        console.log(`  ${language}, ${setting}: ${line}: ${text.slice(from, to)} > ${after} (${codes.join(', ')})`)
      }
    }
    const seconds = (process.cpuUsage().user - start) / 1e6
    const rate = (units / 1e6 / seconds).toFixed(1)
    console.log(`${language}: ${words.length} words, ${changed} changed, ${rate} million characters a second`)
    if (changed > 0) process.exitCode = 1
  }
}
