import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { ConfigFault, readConfig } from './config.ts'

describe('readConfig', () => {
  const folder = mkdtempSync(join(tmpdir(), 'ficarium-test-'))
  afterAll(() => rmSync(folder, { recursive: true }))
  const fileWith = (name: string, text: string): string => {
    writeFileSync(join(folder, name), text)
    return join(folder, name)
  }

  test('is SQLite in ./ficarium-data when nothing is said', () => {
    expect(readConfig({}, {})).toEqual({
      dataDirectory: resolve('ficarium-data'),
      databaseUrl: null,
      url: null,
      archivistKey: null,
    })
  })

  test('takes what was typed before the environment', () => {
    const environment = { FICARIUM_DATA: '/srv/a', FICARIUM_URL: 'https://a.example' }
    expect(readConfig({}, environment)).toMatchObject({ dataDirectory: '/srv/a', url: 'https://a.example' })
    expect(readConfig({ data: '/srv/b', url: 'http://b.example:8080/x/' }, environment)).toMatchObject({
      dataDirectory: '/srv/b',
      url: 'http://b.example:8080/x',
    })
  })

  test('takes an empty setting for none', () => {
    const environment = {
      FICARIUM_DATABASE_URL: '',
      FICARIUM_URL: ' ',
      FICARIUM_ARCHIVIST_KEY_FILE: '',
      FICARIUM_DATA: '',
    }
    expect(readConfig({ data: '' }, environment)).toEqual(readConfig({}, {}))
  })

  test('reads secrets from files', () => {
    const environment = {
      FICARIUM_DATABASE_URL_FILE: fileWith('url', 'postgresql://ficarium:pass@db/archive\n'),
      FICARIUM_ARCHIVIST_KEY_FILE: fileWith('key', '  a key\n'),
    }
    const config = readConfig({}, environment)
    expect(config.databaseUrl).toBe('postgresql://ficarium:pass@db/archive')
    expect(config.archivistKey).toBe('a key')
  })

  test.for([
    ['another database', { FICARIUM_DATABASE_URL: 'mysql://u:secret@h/d' }, 'FICARIUM_DATABASE_URL'],
    ['a path for a database', { FICARIUM_DATABASE_URL: '/srv/secret.db' }, 'FICARIUM_DATABASE_URL'],
    ['an address without http', { FICARIUM_URL: 'archive.example' }, 'FICARIUM_URL'],
    ['an address with a query', { FICARIUM_URL: 'https://archive.example/?x' }, 'FICARIUM_URL'],
    ['a script for an address', { FICARIUM_URL: 'javascript:alert(1)' }, 'FICARIUM_URL'],
    ['a file that is not there', { FICARIUM_ARCHIVIST_KEY_FILE: '/nowhere/key' }, '/nowhere/key'],
    ['a secret said twice', { FICARIUM_ARCHIVIST_KEY: 'secret', FICARIUM_ARCHIVIST_KEY_FILE: '/x' }, 'both'],
  ] as const)('names %s, without repeating a secret', ([, environment, word]) => {
    const reading = (): unknown => readConfig({}, environment)
    expect(reading).toThrow(ConfigFault)
    expect(reading).toThrow(word)
    expect(reading).not.toThrow('secret')
  })

  test('names an empty file', () => {
    const environment = { FICARIUM_ARCHIVIST_KEY_FILE: fileWith('empty', '\n') }
    expect(() => readConfig({}, environment)).toThrow('is empty')
  })
})
