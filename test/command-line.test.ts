import { chmodSync, chownSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { ficarium } from './program.ts'

/** Somebody who may do nothing; needed where the tests run as root, who may do everything. */
const NOBODY = 65_534
const isRoot = process.getuid?.() === 0
const COMMANDS = ['serve', 'import', 'inspect', 'rescue', 'tags', 'findings', 'verify', 'doctor', 'export'] as const

let folder = ''
let data = ''

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ficarium-journey-'))
  data = join(folder, 'data')
  put('stories/lanterns.txt', story('Lanterns'))
})

afterEach(() => rmSync(folder, { recursive: true, force: true }))

function put(path: string, content: string | Uint8Array): string {
  const file = join(folder, path)
  mkdirSync(join(file, '..'), { recursive: true })
  writeFileSync(file, content)
  return file
}

function story(title: string): string {
  return `Title: ${title}\nAuthor: Tove\n\nMaren crossed the bridge and counted the lanterns. There were nine of them.\n\nShe went home.\n`
}

const stories = (): string => join(folder, 'stories')

describe('ficarium', () => {
  test('lists its commands, and ends with 2 when none was named', async () => {
    const bare = await ficarium([])
    expect(bare).toMatchObject({ exitCode: 2, out: '' })
    const help = await ficarium(['help'])
    expect(help).toMatchObject({ exitCode: 0, err: '' })
    for (const name of COMMANDS) expect(help.out).toMatch(new RegExp(`^  ${name} +[A-Z]`, 'm'))
  })

  test.for(COMMANDS)('shows options and examples of %s', async (name) => {
    const { exitCode, out, err } = await ficarium([name, '--help'])
    expect({ exitCode, err }).toEqual({ exitCode: 0, err: '' })
    expect(out).toContain(`Examples\n  ficarium ${name}`)
    expect(out).toMatch(/^ {2}--data … /m)
  })

  test.for([
    [['inport', 'x'], 'there is no command "inport". Did you mean "import"?'],
    [['frobnicate'], 'there is no command "frobnicate". "ficarium help" lists them.'],
    [['import', '--hodl', '.'], 'there is no option --hodl. Did you mean "--hold"?'],
    [['import'], 'name a file, a folder or a zip file'],
    [['import', '/there/is/nothing'], 'there is nothing at /there/is/nothing; check the name.'],
    [['inspect'], 'name one file'],
    [['inspect', '/there/is/nothing'], 'there is nothing at /there/is/nothing; check the name.'],
    [['export'], 'say --canonical'],
    [['findings', 'dismiss', 'sam'], '"sam" is no number of a finding.'],
    [['verify', 'archive'], 'it takes options only'],
    [['doctor', 'archive'], 'it takes options only'],
    [['serve', '--port', 'eighty'], '--port takes a number up to 65535, and not "eighty".'],
    [['serve', '--data'], '--data'],
  ] as const)('says what is wrong with %j and ends with 2', async ([words, message]) => {
    const { exitCode, out, err } = await ficarium(words, { cwd: folder })
    expect({ exitCode, out }).toEqual({ exitCode: 2, out: '' })
    expect(err).toContain(message)
    expect(err.startsWith('ficarium')).toBe(true)
  })

  test('takes options from the environment, those that were typed first', async () => {
    const env = { FICARIUM_DATA: data, FICARIUM_HOLD: 'yes', FICARIUM_JSON: '1' }
    const { exitCode, out } = await ficarium(['import', stories()], { env })
    expect(exitCode).toBe(0)
    expect(out).toContain('"event":"summary"')
    const { out: lines } = await ficarium(['export', '--canonical'], { env })
    expect(lines).toContain('"visibility":"hidden"')
    const other = await ficarium(['doctor', '--data', join(folder, 'other')], { env })
    expect(other.err).toContain(join(folder, 'other'))
    const unclear = await ficarium(['import', stories()], { env: { ...env, FICARIUM_HOLD: 'perhaps' } })
    expect(unclear).toMatchObject({ exitCode: 2 })
    expect(unclear.err).toContain('FICARIUM_HOLD is "perhaps"; it takes 1 or 0.')
  })

  test('ends without a word when whoever reads its output has seen enough', async () => {
    await ficarium(['import', stories(), '--data', data])
    const ran = await ficarium(['export', '--canonical', '--data', data], {
      onOutput: (_, child) => child.stdout?.destroy(),
    })
    expect(ran).toMatchObject({ exitCode: 0, err: '' })
  })
})

describe('ficarium import', () => {
  test('says what became of a folder, for people, and colours nothing that is no terminal', async () => {
    const { exitCode, out, err } = await ficarium(['import', stories(), '--data', data])
    expect({ exitCode, out }).toEqual({ exitCode: 0, out: '' })
    expect(err).toContain('1 file = 1 with the text of 1 work')
    expect(err).toMatch(/\/batches\/[0-9a-z]{10} /)
    expect(err).not.toContain('\u001B')
  })

  test('prints nothing but JSON lines with --json', async () => {
    put('stories/picture.gif', 'GIF89a;')
    const { exitCode, out, err } = await ficarium(['import', '--json', stories(), '--data', data])
    expect(exitCode).toBe(1)
    const events = out
      .trimEnd()
      .split('\n')
      .map((line) => (JSON.parse(line) as { event: string }).event)
    expect(events.toSorted()).toEqual(['file', 'file', 'outcome', 'outcome', 'summary', 'work'])
    expect(err).toMatch(/not read: stories\/picture\.gif: .+ \[image\]/)
  })

  test('ends with 0 where all that it did not read is the talk of a list', async () => {
    for (const id of [1, 2]) {
      const head = `From: a@list.example\nDate: Tue, 5 Mar 2002 21:04:1${id} -0500\nMessage-ID: <${id}@list.example>`
      put(`stories/${id}.eml`, `${head}\nSubject: Re: hello\n\nMe too.\n`)
    }
    const { exitCode, err } = await ficarium(['import', stories(), '--data', data])
    expect(err).toContain('2 not read')
    expect(exitCode).toBe(0)
  })

  test('brings the same folder in once, also under another name for it', async () => {
    symlinkSync(stories(), join(folder, 'again'))
    await ficarium(['import', stories(), '--data', data])
    const before = await ficarium(['export', '--canonical', '--data', data])
    const { exitCode, err } = await ficarium(['import', stories(), '--data', data])
    expect(exitCode).toBe(0)
    expect(err).toContain('works: 0 new, 0 changed, 1 as before')
    expect((await ficarium(['export', '--canonical', '--data', data])).out).toBe(before.out)
    expect((await ficarium(['import', join(folder, 'again'), '--data', data])).err).toContain('0 new, 0 changed')
  })

  test('says so when a folder is empty', async () => {
    mkdirSync(join(folder, 'empty'))
    const { exitCode, err } = await ficarium(['import', join(folder, 'empty'), '--data', data])
    expect(exitCode).toBe(0)
    expect(err).toContain('There is no file there')
  })

  test('leaves its own data directory out of what it brings in', async () => {
    for (let i = 0; i < 2; i++) {
      const { exitCode, err } = await ficarium(['import', '.'], { cwd: stories() })
      expect({ exitCode, err }).toMatchObject({ exitCode: 0, err: expect.stringContaining('1 file =') as string })
    }
  })

  test.skipIf(!isRoot)('goes past folders and files that may not be read, and names them', async () => {
    put('stories/locked.txt', story('Locked'))
    put('stories/closed/a.txt', story('Closed'))
    chmodSync(join(stories(), 'locked.txt'), 0)
    chmodSync(join(stories(), 'closed'), 0)
    chmodSync(folder, 0o755)
    mkdirSync(data)
    chownSync(data, NOBODY, NOBODY)
    const { exitCode, err } = await ficarium(['import', stories(), '--data', data], { uid: NOBODY })
    expect(exitCode).toBe(1)
    expect(err).toContain('stories/locked.txt: it may not be read')
    expect(err).toContain('stories/closed: it may not be read')
    expect(err).toContain('works: 1 new')
  })

  test('refuses a second import while one runs, with 7, and takes over from one that was killed', async () => {
    for (let i = 0; i < 150; i++) put(`many/${i}.txt`, story(`Story ${i}`).repeat(40))
    const args = ['import', '--json', join(folder, 'many'), '--data', data]
    let second: ReturnType<typeof ficarium> | undefined
    const first = await ficarium(args, {
      onOutput: (_, child) => {
        second ??= ficarium(args).finally(() => child.kill('SIGKILL'))
      },
    })
    expect(first.exitCode).toBe(null)
    expect(await second).toMatchObject({ exitCode: 7, out: '' })
    expect((await second)?.err).toContain('another import is running on this archive')
    const third = await ficarium(args)
    expect(third.exitCode).toBe(0)
    expect(await ficarium(['doctor', '--data', data])).toMatchObject({ exitCode: 0 })
  })
})

describe('ficarium inspect', () => {
  test('prints a JSON line for every story, and keeps nothing', async () => {
    put('stories/picture.gif', 'GIF89a;')
    const { exitCode, out, err } = await ficarium(['inspect', '--json', stories()], { cwd: folder })
    expect({ exitCode, err }).toEqual({ exitCode: 1, err: '' })
    const lines = out
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { source: { path: string }; work: { title: { value: string } } | null })
    expect(lines.map((line) => [line.source.path, line.work?.title.value ?? null])).toEqual([
      ['stories/lanterns.txt', 'Lanterns'],
      ['stories/picture.gif', null],
    ])
    expect((await ficarium(['doctor'], { cwd: folder })).exitCode).toBe(3)
  })

  test('says the same to people', async () => {
    const { exitCode, out } = await ficarium(['inspect', join(stories(), 'lanterns.txt')], { cwd: folder })
    expect(exitCode).toBe(0)
    expect(out).toContain('title: Lanterns [line 1]')
    expect(out).toContain('by: Tove [line 2]')
  })
})

describe('ficarium findings', () => {
  test('undo a repair at once and mend it again, each by the number it has then', async () => {
    put('stories/lanterns.txt', `${story('Lanterns')}\n“I couldnít,” she said.\n`)
    await ficarium(['import', stories(), '--data', data])
    const text = (): string =>
      asked('select html from chapter_version v inner join chapter on chapter.current_version_id = v.id')
    const found = (await listed()).find(({ kind }) => kind === 'repair')
    expect(found).toMatchObject({ before: 'í', after: '’', line: 8, state: 'open' })
    const undone = await ficarium(['findings', 'dismiss', String(found?.id), '--data', data])
    expect(undone).toMatchObject({ exitCode: 0, out: '' })
    // A database may give a number again that has become free.
    expect(undone.err).toMatch(/^1 finding dismissed, 1 work made again\.(?: Its number is \d+ now\.)?\n$/)
    const number = asked(`select id from finding where kind = 'repair' and state = 'dismissed'`)
    expect(/is (\d+) now/.exec(undone.err)?.[1] ?? String(found?.id)).toBe(number)
    expect(text()).toContain('couldnít')
    const restored = await ficarium(['findings', 'restore', number, '--data', data])
    expect(restored.err).toMatch(/^1 finding restored, 1 work made again\./)
    expect(text()).toContain('couldn’t')
  })

  test('are listed with what stood there and what stands there now, and end with 1 for a number that is none', async () => {
    put('stories/lanterns.txt', `${story('Lanterns')}\n“I couldnít,” she said.\n`)
    await ficarium(['import', stories(), '--data', data])
    const [first] = await listed()
    const address = `http://localhost:8080/works/${asked('select public_id from work')}/lanterns`
    const { out } = await ficarium(['findings', 'list', address, '--data', data])
    expect(out.split('\n')[0]).toMatch(/^\d+ {2}.+, line 8, column \d+: “í” → “’”$/)
    const none = await ficarium(['findings', 'dismiss', String((first?.id ?? 0) + 1000), '--data', data])
    expect(none).toMatchObject({ exitCode: 1, err: expect.stringContaining('0 findings dismissed.') as string })
  })
})

describe('ficarium verify, doctor and export', () => {
  test('find an archive sound', async () => {
    await ficarium(['import', stories(), '--data', data])
    const verified = await ficarium(['verify', '--data', data])
    expect(verified).toEqual({ exitCode: 0, out: '1 originals and 1 texts checked, 0 damaged\n', err: '' })
    const doctored = await ficarium(['doctor', '--data', data])
    expect(doctored.exitCode).toBe(0)
    expect(doctored.out).toContain('sqlite: 1 works, 1 originals')
  })

  test('find what was changed behind their backs, and end with 1', async () => {
    await ficarium(['import', stories(), '--data', data])
    change(join(data, 'archive.db'), `update chapter_version set html = html || '<p>More.</p>'; delete from creator`)
    expect(await ficarium(['verify', '--data', data])).toMatchObject({
      exitCode: 1,
      out: expect.stringContaining('its text is not what was kept') as string,
    })
    expect(await ficarium(['doctor', '--data', data])).toMatchObject({
      exitCode: 1,
      out: expect.stringContaining('[work-without-creator]') as string,
    })
  })

  test.for(['verify', 'doctor', 'export'] as const)(
    '%s makes no archive where there is none, and ends with 3',
    async (name) => {
      const words = name === 'export' ? ['export', '--canonical'] : [name]
      const { exitCode, out, err } = await ficarium([...words, '--data', data])
      expect({ exitCode, out }).toEqual({ exitCode: 3, out: '' })
      expect(err).toContain(`there is no archive in ${data}`)
    },
  )
})

describe('a data directory', () => {
  test('that is a file ends every command with 3', async () => {
    const file = put('file', 'not a folder')
    for (const words of [['import', stories()], ['serve'], ['verify']]) {
      const { exitCode, err } = await ficarium([...words, '--data', file])
      expect(exitCode, words[0]).toBe(3)
      expect(err).toContain(file)
    }
    expect((await ficarium(['import', stories(), '--data', file])).err).toContain('it is a file and no folder')
  })

  test.skipIf(!isRoot)('that may not be written ends with 3', async () => {
    chmodSync(folder, 0o755)
    mkdirSync(data, { mode: 0o555 })
    const { exitCode, err } = await ficarium(['import', stories(), '--data', data], { uid: NOBODY })
    expect(exitCode).toBe(3)
    expect(err).toContain('you may not write there')
    expect(err).toContain('--data')
  })

  test('whose database is none ends with 4', async () => {
    put('data/archive.db', 'This is no database at all, and was never one.'.repeat(200))
    for (const words of [['import', stories()], ['verify'], ['doctor'], ['serve', '--port', '0']]) {
      const { exitCode, err } = await ficarium([...words, '--data', data])
      expect({ words, exitCode }).toEqual({ words, exitCode: 4 })
      expect(err).toContain('archive.db')
      expect(err).toContain('the last copy')
    }
  })

  test('whose database is damaged in the middle is told from a bug', async () => {
    for (let i = 0; i < 20; i++) put(`stories/${i}.txt`, story(`Story ${i}`).repeat(20))
    await ficarium(['import', stories(), '--data', data])
    const file = join(data, 'archive.db')
    change(file, 'pragma wal_checkpoint(truncate)')
    const bytes = readFileSync(file)
    // All pages but the first, which holds the shape of the tables' beginning.
    bytes.fill(0x5a, 4096 * 4)
    writeFileSync(file, bytes)
    for (const words of [['verify'], ['doctor'], ['export', '--canonical'], ['import', stories()]]) {
      const { exitCode, err, out } = await ficarium([...words, '--data', data])
      expect([1, 4], `${words.join(' ')}: ${exitCode} ${err}`).toContain(exitCode)
      expect(`${out}${err}`).not.toContain('bug')
    }
  })

  test('of a newer version ends with 6, and is left as it is', async () => {
    await ficarium(['import', stories(), '--data', data])
    const file = join(data, 'archive.db')
    change(file, `insert into migration values ('9999_from_later', 'x', '2030-01-01T00:00:00.000Z')`)
    for (const words of [['import', stories()], ['verify'], ['serve', '--port', '0']]) {
      const { exitCode, err } = await ficarium([...words, '--data', data])
      expect({ words, exitCode }).toEqual({ words, exitCode: 6 })
      expect(err).toContain('newer version')
      expect(err).toContain('update the program')
    }
  })

  test('on a PostgreSQL that is not there ends with 4, and no message repeats the password', async () => {
    const env = { FICARIUM_DATABASE_URL: 'postgres://ficarium:swordfish@127.0.0.1:1/archive' }
    const { exitCode, err } = await ficarium(['verify', '--data', data], { env })
    expect(exitCode).toBe(4)
    expect(err).not.toContain('swordfish')
  })

  test('that is none of a PostgreSQL address ends with 2', async () => {
    const { exitCode, err } = await ficarium(['verify'], {
      env: { FICARIUM_DATABASE_URL: 'mysql://here' },
      cwd: folder,
    })
    expect(exitCode).toBe(2)
    expect(err).toContain('FICARIUM_DATABASE_URL')
  })
})

describe('ficarium serve', () => {
  test('says where it is and serves until it is told to stop', async () => {
    let page: Promise<Response> | undefined
    const ran = await ficarium(['serve', '--port', '0', '--data', data], {
      onOutput: (text, child) => {
        const address = /on (http:\/\/127\.0\.0\.1:[1-9]\d*)\n/.exec(text)?.[1]
        if (address !== undefined) page ??= fetch(address).finally(() => child.kill('SIGTERM'))
      },
    })
    expect((await page)?.status).toBe(200)
    expect(ran.exitCode).toBe(0)
    expect(ran.out).toContain('Ctrl+C stops it.')
  })

  test('ends with 5 when the port is taken', async () => {
    const server = await listen()
    const address = server.address()
    const port = typeof address === 'object' && address !== null ? address.port : 0
    const { exitCode, out, err } = await ficarium(['serve', '--port', String(port), '--data', data])
    server.close()
    expect({ exitCode, out }).toEqual({ exitCode: 5, out: '' })
    expect(err).toContain(`port ${port} of 127.0.0.1 is in use`)
    expect(err).toContain('--port')
  })
})

test('a fault of the program itself ends with 70 and asks for a report', async () => {
  await ficarium(['import', stories(), '--data', data])
  // Nothing a person could do wrong: a table that every version of the program makes is not there.
  change(join(data, 'archive.db'), 'drop table work_setting')
  const { exitCode, err } = await ficarium(['export', '--canonical', '--data', data])
  expect(exitCode).toBe(70)
  expect(err).toContain('this is a bug in Ficarium, please report it')
})

/** The findings of the only work. */
async function listed(): Promise<readonly { readonly id: number; readonly [key: string]: unknown }[]> {
  const { out } = await ficarium(['findings', asked('select public_id from work'), '--json', '--data', data])
  return out
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as { id: number })
}

/** The first value that a question is answered with. */
function asked(question: string): string {
  const db = new DatabaseSync(join(data, 'archive.db'), { readOnly: true })
  try {
    return String(Object.values(db.prepare(question).get() ?? {})[0])
  } finally {
    db.close()
  }
}

function change(file: string, statements: string): void {
  const database = new DatabaseSync(file)
  database.exec(statements)
  database.close()
}

function listen(): Promise<Server> {
  return new Promise((resolve) => {
    const server = createServer()
    server.listen(0, '127.0.0.1', () => resolve(server))
  })
}
