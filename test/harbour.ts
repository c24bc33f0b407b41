/** A small archive with everything that a page can show, for journeys, screenshots and the accessibility test. */
import { saveArchiveSetting } from '../src/archive/access/index.ts'
import type { Db } from '../src/platform/db/database.ts'
import { type Planted, plantBatch, plantSource, plantUse, plantWork } from './seed.ts'
import { plantCanon } from './seed-tags.ts'
import { plantShelf, type Shelf } from './shelf.ts'

export const HARBOUR = 'The Glass Harbour'
const KIT = 'The Clockwork Kit'

export interface Harbour {
  readonly watch: Planted
  readonly letter: Planted
  readonly second: Planted
  readonly foreign: Planted
  readonly batch: string
  /** A site that was moved in, with all that came with it. */
  readonly site: Shelf
}

/** Plants the archive; the works are named by what is special in them. */
export async function plantHarbour(db: Db): Promise<Harbour> {
  await saveArchiveSetting(db, 'name', 'The Lantern Room')
  await saveArchiveSetting(
    db,
    'welcome',
    'Stories of the Glass Harbour, kept since the old list went dark.\n\nTake one along.',
  )
  const batch = await plantBatch(db)
  await plantCanon(db, HARBOUR)
  const watch = await plantWork(db, batch, {
    title: 'The Long Watch',
    by: ['Marsh Lantern', 'Tidewright'],
    tags: [
      ['fandom', HARBOUR],
      ['relationship', 'Ines Marrow/Jonah Vane'],
      ['character', 'Ines Marrow'],
      ['character', 'Jonah Vane'],
      ['warning', 'Character death'],
      ['additional', 'Lighthouses'],
      ['additional', 'Slow burn'],
    ],
    settings: [['s1e02', 'right after “The Keeper’s Ledger”', 'after']],
    summary:
      'One keeper, one winter, and a light that will not stay lit. Jonah counts the ships; Ines counts the bells.',
    notesBefore: 'For Pell, who asked for fog.\n\nThank you to everyone on the list who read this in pieces.',
    notesAfter: 'That is all. Write to me if you can still find me.',
    rating: 'teen',
    ratingAsGiven: 'PG-13',
    status: 'in-progress',
    expectedChapters: 5,
    posted: '2002-03',
    updated: '2003-11-02',
    language: 'en',
    chapters: [
      { title: 'Low water', html: CHAPTERS.watch1.html, faithful: CHAPTERS.watch1.faithful },
      { title: 'The ledger', html: CHAPTERS.watch2 },
      { title: null, html: CHAPTERS.watch3 },
    ],
    findings: [
      { kind: 'repair', code: 'cp1252-as-macroman', blockId: 'b2', before: 'í', after: '’', line: 12 },
      { kind: 'repair', code: 'cp1252-as-macroman', blockId: 'b2', before: 'ì', after: '“', line: 12 },
      { kind: 'repair', code: 'cp1252-as-macroman', blockId: 'b2', before: 'î', after: '”', line: 13 },
      { kind: 'repair', code: 'nbsp-indent', blockId: 'b3', before: '\u00a0\u00a0\u00a0', after: '', line: 15 },
      {
        kind: 'suggestion',
        code: 'lost-line',
        blockId: 'b4',
        line: 19,
        why: 'The dialogue asks a question here that nobody answers.',
      },
      {
        kind: 'suggestion',
        code: 'lost-italics',
        blockId: 'b3',
        line: 15,
        before: 'not',
        why: 'The word is stressed by its place.',
      },
      { kind: 'gap', code: 'chapter', why: 'Chapter 4 is not in this archive; chapter 5 was announced.' },
    ],
    fields: [
      { name: 'title', value: 'The Long Watch', lines: [1] },
      { name: 'authors', value: 'Marsh Lantern', asWritten: 'by marsh lantern', lines: [2] },
      { name: 'rating', value: 'teen', asWritten: 'PG-13', lines: [4] },
      { name: 'summary', value: 'One keeper, one winter, and a light that will not stay lit.', lines: [5, 6, 7] },
    ],
  })
  const letter = await plantWork(db, batch, {
    title: 'What I Did Not Send',
    by: ['Ada Quill'],
    tags: [
      ['fandom', HARBOUR],
      ['relationship', 'Ines Marrow & Tobit'],
      ['character', 'Ines Marrow'],
      ['additional', 'Letters'],
    ],
    settings: [['s2', 'season two']],
    summary: 'Tobit writes to somebody who has already gone.',
    rating: 'general',
    status: 'complete',
    posted: '2001',
    language: 'en',
    chapters: [{ html: CHAPTERS.letter }],
  })
  const second = await plantWork(db, batch, {
    title: 'Salt, Part 2',
    by: ['Unknown'],
    tags: [['fandom', HARBOUR]],
    rating: 'explicit',
    ratingAsGiven: 'NC-17!!',
    part: 2,
    language: 'en',
    chapters: [{ html: CHAPTERS.second }],
    findings: [
      { kind: 'gap', code: 'earlier-part', why: 'This says that it is part 2. Part 1 is not in this archive.' },
    ],
  })
  const foreign = await plantWork(db, batch, {
    title: 'קפיץ',
    by: ['נוריאל'],
    tags: [
      ['fandom', KIT],
      ['character', 'Wren'],
    ],
    summary: 'השעון עצר בחצות, ואיש לא שם לב.',
    rating: 'general',
    status: 'complete',
    posted: '1999-05-01',
    language: 'he',
    chapters: [
      { html: '<p id="b1">השעון עצר בחצות, ואיש לא שם לב עד הבוקר.</p>\n<p id="b2">„מי מותח אותו?” שאלה רן.</p>' },
    ],
  })
  await plantWork(db, batch, {
    title: 'Das zweite Uhrwerk',
    by: ['Federlesen'],
    tags: [
      ['fandom', KIT],
      ['additional', 'Humour'],
      ['category', 'Gen'],
    ],
    summary: 'Ein Uhrwerk geht nach, und zwar mit Absicht.',
    rating: 'mature',
    status: 'abandoned',
    posted: '2004-10',
    language: 'de',
  })
  const refused = await plantSource(db, 'GIF89a', 'image/gif', 'image')
  await plantUse(db, batch, { sha256: refused, path: 'pictures/lamp.gif', workId: null, role: 'refused' })
  await db
    .insertInto('finding')
    .values({
      batch_id: batch.id,
      sha256: refused,
      path: 'pictures/lamp.gif',
      kind: 'refusal',
      code: 'image',
      why: 'It is a GIF picture.',
      position: 0,
      work_id: null,
      chapter_id: null,
    })
    .execute()
  const findings = [
    { kind: 'refusal', code: 'unreadable', count: 1 },
    { kind: 'suggestion', code: 'lost-line', count: 1200 },
    { kind: 'refusal', code: 'image', count: 1 },
    { kind: 'repair', code: 'entity', count: 3 },
  ]
  const works = { added: 5, changed: 0, unchanged: 0 }
  const counts = JSON.stringify({ known: 2, works, findings })
  await db.updateTable('batch').set({ counts }).where('id', '=', batch.id).execute()
  await plantUse(db, batch, { sha256: letter.sha256, path: 'copy of letter.txt', workId: letter.id, role: 'duplicate' })
  const site = await plantShelf(db, batch)
  return { watch, letter, second, foreign, batch: batch.publicId, site }
}

const CHAPTERS = {
  watch1: {
    faithful: [
      '<p id="b1">The lamp had been out for an hour before anybody noticed, and by then the fog was on the stairs.</p>',
      '<p id="b2">ìYou said youíd count the ships,î said Jonah. He had not taken off his coat. The bell under the jetty rang twice and then thought better of it.</p>',
      '<p id="b3">She was not afraid of him. She had never been afraid of anything that arrived by the front door.</p>',
      '<p id="b4">“How many, then?”</p>',
      '<p id="b5">“Then I’ll count them again,” he said.</p>',
      '<hr id="b6"/>',
      '<p id="b7">In the morning the harbour was white, and perfectly still, and there was one ship in it.</p>',
    ].join('\n'),
    html: [
      '<p id="b1">The lamp had been out for an hour before anybody noticed, and by then the fog was on the stairs.</p>',
      '<p id="b2">“You said you’d count the ships,” said Jonah. He had not taken off his coat. The bell under the jetty rang twice and then thought better of it.</p>',
      '<p id="b3">She was not afraid of him. She had never been afraid of anything that arrived by the front door.</p>',
      '<p id="b4">“How many, then?”</p>',
      '<p id="b5">“Then I’ll count them again,” he said.</p>',
      '<hr id="b6"/>',
      '<p id="b7">In the morning the harbour was white, and perfectly still, and there was one ship in it.</p>',
    ].join('\n'),
  },
  watch2: [
    '<section id="b1" class="pov"><h3 id="b2">Ines</h3><p id="b3">The ledger was kept in three hands, and the third was nobody’s. It had written <em>fog</em> for eleven days that I remembered as clear.</p><p id="b4">I turned the page. I turned it back.</p></section>',
    '<section id="b5" class="pov"><h3 id="b6">Jonah</h3><p id="b7">I know what the ledger says. I wrote it — all of it — on the one night I was told not to.</p></section>',
    '<div id="b8" class="diary"><h4 id="b9">3 March</h4><p id="b10">Fog. No ships. The lamp is lit, though not by me.</p></div>',
    '<div id="b11" class="verse"><p id="b12">One for the keeper,<br/>two for the light,<br/>three for the harbour<br/>that put out the night.</p></div>',
    '<p id="b13">He shut the book.</p>',
  ].join('\n'),
  watch3:
    '<p id="b1">Nobody came down to the jetty that week.</p>\n<ins id="b2" class="gap">The end of this chapter is missing.</ins>',
  letter: [
    '<p id="b1">You find it in the second drawer, under the receipts, where you would have put it yourself.</p>',
    '<div id="b2" class="letter"><header id="b3"><p id="b4">My dear Ines,</p></header><p id="b5">By the time you read this I shall have learned to swim, or I shall not. The man at the ferry says it is a question of attitude.</p><p id="b6">I have left you the clock. It is slow, but it means well.</p><footer id="b7"><p id="b8">Your<br/>Tobit</p></footer></div>',
    '<p id="b9">You read it twice. Then you put it back, under the receipts.</p>',
    '<div id="b10" class="centre"><p id="b11">– fin –</p></div>',
  ].join('\n'),
  second: [
    '<section id="b1" class="pov"><h3 id="b2">Tobit POV</h3><p id="b3">Still raining.</p><p id="b4">I had forgotten how loud a roof can be when there is nobody under it but you.</p></section>',
    '<hr id="b5"/>',
    '<blockquote id="b6"><p id="b7">Keep the light. Keep the book. Keep your own counsel.</p></blockquote>',
    '<ul id="b8"><li id="b9"><p id="b10">one lamp</p></li><li id="b11"><p id="b12">one wick</p></li></ul>',
    '<pre id="b13">   |\n --*--\n   |</pre>',
    '<table id="b14"><tr id="b15"><th id="b16"><p id="b17">Night</p></th><th id="b18"><p id="b19">Ships</p></th></tr><tr id="b20"><td id="b21"><p id="b22">first</p></td><td id="b23"><p id="b24">none</p></td></tr></table>',
  ].join('\n'),
}
