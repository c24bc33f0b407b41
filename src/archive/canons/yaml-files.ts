/** Lists the YAML files of a folder that people may have made, or not. */
import { readdir } from 'node:fs/promises'

export async function listYamlFiles(folder: string): Promise<string[]> {
  try {
    return (await readdir(folder)).filter((name) => /\.ya?ml$/i.test(name)).toSorted()
  } catch (error) {
    // Most archives have no files of their own.
    if (isMissing(error)) return []
    throw error
  }
}

export function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT'
}
