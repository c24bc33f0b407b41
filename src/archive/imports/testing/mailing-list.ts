/**
 * Invents the traffic of a mailing list, and knows what is in it: stories in 1 to 12 parts of which some are lost, posts
 * again and revised, answers with and without references, and talk; sent in three encodings, some in digests.
 */

export interface InventedStory {
  readonly title: string
  readonly author: string
  /** Numbers of the parts that were sent. */
  readonly parts: readonly number[]
  readonly missing: readonly number[]
  /** Answers that say something. */
  readonly replies: number
}

export interface InventedList {
  readonly mbox: Buffer
  readonly messages: number
  readonly digests: number
  readonly stories: readonly InventedStory[]
}

interface Letter {
  readonly subject: string
  readonly from: string
  readonly text: string
  readonly answers?: string
}

const PEOPLE = ['Tove', 'Maren Quill', 'Sable', 'Ilse Andrée', 'Rook', 'Wintergreen', 'Juniper Vale', 'Hazel']
const FIRST = ['Hollow', 'Silver', 'Late', 'Broken', 'Quiet', 'Northern', 'Paper', 'Salt', 'Winter', 'Copper']
const SECOND = ['Ground', 'Harbour', 'Lanterns', 'Letters', 'Rooms', 'Weather', 'Bridges', 'Orchard', 'Keys', 'Tide']
const TALK = [
  'Does anyone have the third season on tape? I missed the last two episodes and I would be glad to trade.',
  'Hello everyone, I am new to the list. I have read fic for years. Thanks for having me!',
  'I think the episode last night was great, but I thought the end was a little rushed. What did everyone think?',
]

export function inventList(messages: number, seed = 1): InventedList {
  const random = randomFrom(seed)
  const letters: Letter[] = []
  const stories: InventedStory[] = []
  const send = (letter: Letter): string => {
    letters.push(letter)
    return idOf(letters.length - 1, seed)
  }
  for (let number = 0; letters.length < messages; number++) {
    const story = inventStory(number, random)
    let replies = 0
    for (const part of story.parts) {
      const id = send(post(story, part, number, 'NEW'))
      const subject = `Re: ${subjectOf(story, part, 'NEW')}`
      if (random() < 0.3) {
        send({
          subject,
          from: PEOPLE[(number + 3) % 8] ?? '',
          answers: id,
          text: `${story.author} wrote:\n> The lamp went out.\n\nLovely part ${part}, number ${number}. More soon?`,
        })
        replies++
      }
      if (random() < 0.1) {
        send({
          subject,
          from: PEOPLE[(number + 5) % 8] ?? '',
          text: `So sad, this one, ${number}.\n\n> The lamp went out.\n`,
        })
        replies++
      }
      if (random() < 0.1) send(post(story, part, number, 'REPOST'))
      if (random() < 0.1) send(post(story, part, number, 'REVISED'))
    }
    if (random() < 0.6)
      send({ subject: `OT: question ${number}`, from: PEOPLE[number % 8] ?? '', text: TALK[number % 3] ?? '' })
    stories.push({ title: story.title, author: story.author, parts: story.parts, missing: story.missing, replies })
  }
  const digests = Math.floor((letters.length + DIGEST_EVERY - DIGEST_SIZE) / DIGEST_EVERY)
  return { mbox: writeMbox(letters, seed), messages: letters.length, digests, stories }
}

const DIGEST_EVERY = 40
const DIGEST_SIZE = 5

function idOf(number: number, seed: number): string {
  return `${number}.${seed}@list.example.com`
}

/** The first of every forty come as digests of five. */
function writeMbox(letters: readonly Letter[], seed: number): Buffer {
  const messages: string[] = []
  for (let i = 0; i < letters.length; i++) {
    const together = letters.slice(i, i + DIGEST_SIZE)
    if (i % DIGEST_EVERY !== 0 || together.length < DIGEST_SIZE)
      messages.push(written(letters[i] as Letter, idOf(i, seed), i))
    else {
      messages.push(digest(together, i))
      i += DIGEST_SIZE - 1
    }
  }
  return Buffer.from(messages.join(''), 'latin1')
}

/** As majordomo made them: no ids, no MIME. */
function digest(letters: readonly Letter[], number: number): string {
  const border = '-'.repeat(30)
  const { date, day } = clock(number)
  const posts = letters.map(({ subject, from, text }, i) => {
    const body = text.replaceAll('“', '\x93').replaceAll('”', '\x94')
    const name = Buffer.from(from).toString('latin1')
    return `Date: ${clock(number + i).date}\nFrom: ${name} <${addressOf(from)}>\nSubject: ${subject}\n\n${body}\n\n${border}\n\n`
  })
  const head = `From owner@example.com ${day}\nFrom: owner@example.com\nDate: ${date}\nMessage-ID: <digest-${number}@list.example.com>\nSubject: Lamplight Digest ${number}\n\nToday's posts.\n\n`
  return `${head}${'-'.repeat(70)}\n\n${posts.join('')}End of Lamplight Digest ${number}\n*********\n\n`
}

function addressOf(from: string): string {
  return `${from.split(' ')[0]?.toLowerCase()}@example.com`
}

interface StoryPlan extends Omit<InventedStory, 'replies'> {
  readonly total: number
}

function inventStory(number: number, random: () => number): StoryPlan {
  const title = `${FIRST[number % 10]} ${SECOND[Math.floor(number / 10) % 10]}${number >= 100 ? ` ${numeral(Math.floor(number / 100))}` : ''}`
  const total = 1 + Math.floor(random() * 12)
  const all = Array.from({ length: total }, (_, i) => i + 1)
  // The first is always there: nobody saves a list from its middle on.
  const parts = all.filter((part) => part === 1 || random() > 0.08)
  return { title, author: PEOPLE[number % 8] ?? '', total, parts, missing: all.filter((part) => !parts.includes(part)) }
}

function numeral(number: number): string {
  return ['Again', 'Once More', 'At Last', 'Revisited'][(number - 1) % 4] ?? ''
}

function subjectOf({ title, total }: StoryPlan, part: number, code: string): string {
  return `[Lamplight] ${code}: ${title}${total === 1 ? '' : ` (${part}/${total})`} [PG-13]`
}

function post(story: StoryPlan, part: number, number: number, code: 'NEW' | 'REPOST' | 'REVISED'): Letter {
  const header = `Title: ${story.title}\nAuthor: ${story.author}\nRating: PG-13\nDisclaimer: Not mine.\n\n`
  return {
    subject: subjectOf(story, part, code),
    from: story.author,
    text: `${header}${prose(number, part, code === 'REVISED' ? 4 : 0)}${code === 'REPOST' ? '\n(Sent again: the list ate it.)\n' : ''}`,
  }
}

/** A part that is no other; of a revised one the first sentences are new. */
function prose(number: number, part: number, revised: number): string {
  return Array.from({ length: 24 }, (_, i) => {
    const [lamp, bridge] = [number * 1000 + part * 31 + i, part * 77 + i]
    if (i < revised) return `Tove lit lamp ${lamp} anew and “bridge ${bridge}” was gone, she said.`
    return i % 3 === 0
      ? `“I counted lantern ${lamp},” she said, and nodded at bridge ${bridge}.`
      : `Maren crossed bridge ${bridge} and looked for lantern ${lamp} in the café.`
  })
    .map((line, i) => (i % 4 === 3 ? `${line}\n` : line))
    .join('\n')
}

const DAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']

/** Each letter comes some time after the one before; once as headers say it, once as mailboxes do. */
function clock(number: number): { readonly date: string; readonly day: string } {
  const minute = new Date(Date.UTC(2002, 2, 4) + number * 37 * 60_000)
  const weekday = DAYS[(minute.getUTCDay() + 6) % 7]
  const [day, time] = [minute.toISOString().slice(8, 10), minute.toISOString().slice(11, 19)]
  const month = minute.toLocaleString('en', { month: 'short', timeZone: 'UTC' })
  const year = minute.getUTCFullYear()
  return {
    date: `${weekday}, ${day} ${month} ${year} ${time} -0500`,
    day: `${weekday} ${month} ${day} ${time} ${year}`,
  }
}

function written({ subject, from, text, answers }: Letter, id: string, number: number): string {
  const { date, day } = clock(number)
  const { type, body } = encoded(text, number % 3)
  return [
    `From ${addressOf(from)} ${day}`,
    `From: ${word(from)} <${addressOf(from)}>`,
    'To: lamplight@yahoogroups.com',
    `Subject: ${subject}`,
    `Date: ${date}`,
    `Message-ID: <${id}>`,
    ...(answers === undefined ? [] : [`In-Reply-To: <${answers}>`]),
    'MIME-Version: 1.0',
    ...type,
    '',
    body,
    '',
    '',
  ].join('\n')
}

/** Windows-1252 as it is, UTF-8 in quoted-printable, and UTF-8 in base64 under a wrong name. */
function encoded(text: string, way: number): { readonly type: readonly string[]; readonly body: string } {
  const utf8 = Buffer.from(text)
  if (way === 0) {
    const bare = text
      .replaceAll('“', '\x93')
      .replaceAll('”', '\x94')
      .replaceAll(/^From /gm, '>From ')
    return { type: ['Content-Type: text/plain; charset=iso-8859-1', 'Content-Transfer-Encoding: 8bit'], body: bare }
  }
  if (way === 1) {
    const codes = [...utf8].map((byte) =>
      byte > 126 || byte === 61 ? `=${byte.toString(16).toUpperCase().padStart(2, '0')}` : String.fromCharCode(byte),
    )
    return {
      type: ['Content-Type: text/plain; charset=utf-8', 'Content-Transfer-Encoding: quoted-printable'],
      body: codes.join(''),
    }
  }
  const lines = utf8.toString('base64').replaceAll(/.{76}/g, '$&\n')
  return { type: ['Content-Type: text/plain; charset=us-ascii', 'Content-Transfer-Encoding: base64'], body: lines }
}

function word(name: string): string {
  return /[^ -~]/.test(name) ? `=?utf-8?B?${Buffer.from(name).toString('base64')}?=` : name
}

/** A small generator of numbers, the same for the same seed (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
