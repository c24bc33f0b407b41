/** A small site for tests that has something of everything, in our own words. */
import type { MemorySite } from './memory-site.ts'

/** What the members' passwords are stored as: they are all `secret`. */
const MD5_OF_SECRET = '5ebe2294ecd0e0f08eab7690d2a6ee69'
const DAY = 86_400
const T0 = 1_200_000_000

/** What a guest wrote with a reply glued to it. */
export const ANSWERED =
  "The fog in the last scene is lovely.<br><br><i>Author's Response: Thank you, it wrote itself.</i>"

export const SMALL_TABLES = {
  settings: [
    {
      sitekey: 'LampKey',
      sitename: 'The Lamp Room',
      url: 'http://lamp.example/fic',
      siteemail: 'keeper@lamp.example',
      ratings: 1,
      store: 'mysql',
      version: '3.5.8',
      smtp_host: 'mail.lamp.example',
      smtp_username: 'keeper',
      smtp_password: 'hunter2-lamp',
    },
  ],
  authors: [
    member(2, 'Ana Moor', { email: ' Ana@Mail.example ', bio: 'Writes at night.' }),
    member(3, 'Bertil', { email: 'bertil@mail.example' }),
    member(4, 'reader one', { email: '', password: '0' }),
  ],
  authorprefs: [{ uid: 2, level: 0, newreviews: 1 }],
  categories: [{ catid: 1, parentcatid: -1, category: 'Harbour', description: '', locked: 0, displayorder: 1 }],
  characters: [{ charid: 1, catid: 1, charname: 'The Keeper', bio: '' }],
  classtypes: [{ classtype_id: 1, classtype_name: 'genres', classtype_title: 'Genres' }],
  classes: [{ class_id: 1, class_type: 1, class_name: 'Drama' }],
  ratings: [{ rid: 1, rating: 'G', ratingwarning: 0, warningtext: '' }],
  stories: [
    story(1, 'Lamps', { uid: 2, challenges: '1' }),
    story(2, 'More lamps', { uid: 3, challenges: '1,9' }),
    story(3, 'In the queue', { uid: 2, validated: 0 }),
  ],
  chapters: [
    chapter(11, 1, { inorder: 1, title: 'Oil', storytext: '<p>The keeper filled the lamp.</p>' }),
    chapter(12, 1, { inorder: 2, title: 'Wick', storytext: '<p>The keeper trimmed the wick.</p>' }),
    chapter(21, 2, { uid: 3, title: 'Glass', storytext: '<p>More lamps stood in the hall, donâ€™t ask.</p>' }),
    chapter(31, 3, { title: 'Wait', storytext: '<p>Nobody had looked at this yet.</p>' }),
  ],
  coauthors: [],
  series: [
    series(1, 'Lights', { uid: 2, isopen: 1, summary: 'All of <b>them</b>.', challenges: '2' }),
    series(2, 'Small lights', { uid: 3, isopen: 2, summary: '' }),
  ],
  inseries: [
    { seriesid: 1, sid: 2, subseriesid: 0, confirmed: 1, inorder: 2 },
    { seriesid: 1, sid: 1, subseriesid: 0, confirmed: 1, inorder: 1 },
    { seriesid: 1, sid: 0, subseriesid: 2, confirmed: 1, inorder: 3 },
    { seriesid: 2, sid: 3, subseriesid: 0, confirmed: 0, inorder: 1 },
    { seriesid: 2, sid: 77, subseriesid: 0, confirmed: 1, inorder: 2 },
  ],
  challenges: [
    challenge(1, 'A storm', { uid: 2, challenger: 'Ana Moor', summary: 'With a storm in it.' }),
    challenge(2, 'A dare', { uid: 0, challenger: 'Nobody in particular', summary: '' }),
  ],
  reviews: [
    review(1, { item: 1, chapid: 11, reviewer: 'Passer By', review: ANSWERED, rating: 9, respond: 1 }),
    review(2, { item: 1, chapid: 0, uid: 4, reviewer: 'reader one', review: 'Of the whole.', rating: -1 }),
    review(3, { item: 1, chapid: 12, uid: 3, reviewer: 'Bertil', review: 'No Review', rating: 7 }),
    review(4, { item: 1, chapid: 99, uid: 50, reviewer: 'ghost', review: 'The chapter is gone, and so am I.' }),
    review(5, { type: 'SE', item: 1, uid: 4, reviewer: 'reader one', review: 'Of the series.' }),
    review(6, { item: 77, reviewer: 'Late', review: 'Of a story that is gone.' }),
    review(7, { type: 'QX', item: 1, reviewer: 'Odd', review: 'Of something else.' }),
    review(8, { item: 2, chapid: 21, reviewer: 'jo@mail.example', review: 'Write to me: jo@mail.example', rating: 10 }),
  ],
  favorites: [
    { uid: 4, item: 1, type: 'ST', comments: 'Best one' },
    { uid: 4, item: 1, type: 'SE', comments: '' },
    { uid: 4, item: 2, type: 'AU', comments: '' },
    { uid: 4, item: 77, type: 'ST', comments: 'It is gone' },
    { uid: 60, item: 1, type: 'ST', comments: '' },
  ],
  news: [
    { nid: 1, author: 'Bertil', title: 'Lit again', story: 'The lamp is lit.<br>Come in.', time: T0, comments: 2 },
  ],
  comments: [
    { cid: 1, nid: 1, uid: 4, comment: 'First!', time: T0 + 60 },
    { cid: 2, nid: 1, uid: 0, comment: 'By somebody who left.', time: T0 + 120 },
    { cid: 3, nid: 9, uid: 4, comment: 'Under nothing.', time: T0 + 180 },
  ],
  messages: [
    { message_id: 1, message_name: 'rules', message_title: 'House rules', message_text: '<p>Be kind.</p>' },
    { message_id: 2, message_name: 'rules', message_title: 'Older rules', message_text: '<p>Be quiet.</p>' },
  ],
  log: [
    {
      log_id: 1,
      log_action: 'Odd(192.0.2.7) wrote',
      log_uid: 0,
      log_ip: '192.0.2.7',
      log_timestamp: T0,
      log_type: 'RE',
    },
  ],
  codeblocks: [{ code_id: 1, code_text: 'include("modules/x.php");', code_type: 'AO', code_module: 'x' }],
  stats: [{ sitekey: 'LampKey', stories: 2, newestmember: 4 }],
  recipes: [{ recipe_id: 5, title: 'Lamp oil', cook_email: 'cook@mail.example' }],
} as const satisfies MemorySite['tables']

export const SMALL_SITE: MemorySite = {
  key: 'lamp',
  name: 'The Lamp Room',
  url: 'http://lamp.example/fic',
  tables: SMALL_TABLES,
}

type Cells = Readonly<Record<string, string | number>>

function member(uid: number, penname: string, more: Cells): Cells {
  return { uid, penname, realname: '', bio: '', image: '', date: T0, admincreated: 0, password: MD5_OF_SECRET, ...more }
}

function story(sid: number, title: string, more: Cells): Cells {
  return {
    sid,
    title,
    summary: `About ${title}.`,
    storynotes: '',
    catid: 1,
    classes: 1,
    charid: 1,
    rid: 1,
    date: T0,
    updated: T0 + DAY,
    coauthors: 0,
    featured: 0,
    validated: 1,
    completed: 1,
    rr: 0,
    wordcount: 10,
    rating: 9,
    reviews: 2,
    count: 100,
    challenges: 0,
    ...more,
  }
}

function chapter(chapid: number, sid: number, more: Cells): Cells {
  return { chapid, sid, uid: 2, inorder: 1, notes: '', endnotes: '', validated: 1, wordcount: 5, count: 3, ...more }
}

function series(seriesid: number, title: string, more: Cells): Cells {
  return {
    seriesid,
    title,
    catid: 1,
    rating: 0,
    classes: 1,
    characters: 1,
    reviews: 0,
    numstories: 2,
    challenges: 0,
    ...more,
  }
}

function challenge(chalid: number, title: string, more: Cells): Cells {
  return { chalid, title, catid: 1, characters: 1, responses: 1, ...more }
}

export function review(reviewid: number, more: Cells): Cells {
  return {
    reviewid,
    item: 1,
    chapid: 0,
    uid: 0,
    date: T0 + reviewid * DAY,
    rating: -1,
    respond: 0,
    type: 'ST',
    ...more,
  }
}
