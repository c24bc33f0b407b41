/**
 * The settings of this installation, read once from the environment and what was typed, into values that need no
 * second look.
 *
 *     FICARIUM_DATA           the data directory (--data, ./ficarium-data)
 *     FICARIUM_DATABASE_URL   a PostgreSQL database instead of SQLite in the data directory
 *     FICARIUM_URL            where the archive is found from outside (--url)
 *     FICARIUM_ARCHIVIST_KEY  a key that works as often as it is used
 *
 * The database address (it may hold a password) and the key are secrets: with `_FILE` behind the name they are read
 * from a file, as container platforms hand them out. No message here repeats a secret.
 */
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'

export interface Config {
  readonly dataDirectory: string
  readonly databaseUrl: string | null
  /** Without a slash at its end; null when the installation does not say. */
  readonly url: string | null
  readonly archivistKey: string | null
}

/** What was typed on the command line goes before the environment. */
export interface TypedSettings {
  readonly data?: string | undefined
  readonly url?: string | undefined
}

type Environment = Readonly<Record<string, string | undefined>>

/** A setting is not what it should be: wrong usage (exit 2). */
export class ConfigFault extends Error {
  override name = 'ConfigFault'
}

export function readConfig(typed: TypedSettings = {}, environment: Environment = process.env): Config {
  return {
    dataDirectory: resolve(nonEmpty(typed.data) ?? nonEmpty(environment['FICARIUM_DATA']) ?? 'ficarium-data'),
    databaseUrl: databaseUrlOf(secret(environment, 'FICARIUM_DATABASE_URL')),
    url: siteUrlOf(nonEmpty(typed.url) ?? nonEmpty(environment['FICARIUM_URL'])),
    archivistKey: secret(environment, 'FICARIUM_ARCHIVIST_KEY') ?? null,
  }
}

function nonEmpty(text: string | undefined): string | undefined {
  return text?.trim() === '' ? undefined : text?.trim()
}

function secret(environment: Environment, name: string): string | undefined {
  const value = nonEmpty(environment[name])
  const file = nonEmpty(environment[`${name}_FILE`])
  if (file === undefined) return value
  if (value !== undefined) throw new ConfigFault(`${name} and ${name}_FILE are both set; one of them is enough`)
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch (error) {
    throw new ConfigFault(`${name}_FILE names ${file}, which cannot be read`, { cause: error })
  }
  const read = nonEmpty(text)
  if (read === undefined) throw new ConfigFault(`${name}_FILE names ${file}, which is empty`)
  return read
}

function databaseUrlOf(text: string | undefined): string | null {
  if (text === undefined) return null
  const protocol = URL.parse(text)?.protocol
  if (protocol === 'postgres:' || protocol === 'postgresql:') return text
  throw new ConfigFault('FICARIUM_DATABASE_URL is no address of a PostgreSQL database (postgres://user@host/name)')
}

function siteUrlOf(text: string | undefined): string | null {
  if (text === undefined) return null
  const url = URL.parse(text)
  const isOurs = url?.protocol === 'http:' || url?.protocol === 'https:'
  if (url === null || !isOurs || url.search !== '' || url.hash !== '' || url.username !== '') {
    throw new ConfigFault(`the address of the archive (FICARIUM_URL), ${text}, is none like https://archive.example`)
  }
  return url.href.replace(/\/+$/, '')
}
