import { describe, expect, test } from 'vitest'
import { findJournalName } from './journal-name.ts'
import { openJournal } from './open-journal.ts'
import { renderEntry } from './render-entry.ts'
import { splitJournal } from './split-journal.ts'

const EXPORT = `<?xml version="1.0" encoding='windows-1251'?>
<livejournal>
<entry>
<itemid>12</itemid>
<eventtime>2004-03-05 21:04:00</eventtime>
<subject>FIC: Lamp</subject>
<event><![CDATA[</entry> is no end here. Rating: PG]]></event>
<security>private</security>
<comment><itemid>7</itemid><parent_itemid></parent_itemid><event>Lovely.</event><author><name>mira</name></author></comment>
</entry>
<entry><itemid>13</itemid><event>two</event></entry>
</livejournal>`

describe('splitJournal', () => {
  test('finds entries, and the comments in them, by their numbers', () => {
    const bytes = Buffer.from(EXPORT)
    const { parts, encoding } = splitJournal(bytes)
    expect(encoding).toBe('windows-1251')
    expect(parts.map(({ name }) => name)).toEqual(['12.xml', '12/7.xml', '13.xml'])
    expect(
      parts.map(({ from, to }) => bytes.subarray(from, to).toString().replaceAll(/\s+/g, ' ').slice(0, 24)),
    ).toEqual(['<entry> <itemid>12</item', '<comment><itemid>7</item', '<entry><itemid>13</itemi'])
    expect(bytes.subarray(0, parts[0]?.to).toString().endsWith('</comment>\n</entry>')).toBe(true)
  })

  test('takes the number of the entry from the name of the file where comments do not say it', () => {
    const comments = Buffer.from(
      '<comments><comment><id>3</id><body>x</body></comment><comment><id>3</id></comment></comments>',
    )
    expect(splitJournal(comments, '9').parts.map(({ name }) => name)).toEqual(['9/3.xml', '9/3-2.xml'])
  })

  test('finds the events of an export that keeps its facts in attributes', () => {
    const events = Buffer.from(
      '<livejournal><events><event jitemid="4" security="public"><event>text</event></event></events></livejournal>',
    )
    expect(splitJournal(events).parts.map(({ name }) => name)).toEqual(['4.xml'])
  })

  test('survives being cut off at every byte', () => {
    const bytes = Buffer.from(EXPORT)
    for (let length = 0; length < bytes.length; length++) {
      for (const { from, to } of splitJournal(bytes.subarray(0, length)).parts) {
        expect(from < to && to <= length).toBe(true)
        openJournal(bytes.subarray(from, to), { path: '12.xml', within: [] })
      }
    }
  })

  test('takes time in step with what it is given', () => {
    const many = Buffer.from(`<livejournal>${'<entry><itemid>1</itemid>'.repeat(20_000)}`)
    expect(splitJournal(many).parts.length).toBeGreaterThan(0)
    expect(splitJournal(Buffer.from(`<livejournal>${'<comment>'.repeat(50_000)}`)).parts.length).toBeLessThanOrEqual(
      200,
    )
  })
})

function entryOf(
  more: string,
  text = 'Rating: PG\nSummary: A lamp.\n\nThe lamp went out, she said. '.repeat(6),
): Buffer {
  return Buffer.from(
    `<entry><itemid>12</itemid><eventtime>2004-03-05 21:04:00</eventtime><subject>FIC: Lamp</subject>${more}<event>${text}</event></entry>`,
  )
}

describe('openJournal', () => {
  const place = { path: '12.xml', within: ['shelf/tamsin-2004-03.xml'] }

  test('says when an entry was not for everybody, by its word or by its mask', () => {
    expect(openJournal(entryOf(''), place)).not.toHaveProperty('notPublic')
    expect(openJournal(entryOf('<security>public</security><allowmask>0</allowmask>'), place)).not.toHaveProperty(
      'notPublic',
    )
    for (const more of [
      '<security>friends</security>',
      '<security>usemask</security>',
      '<security>private</security>',
      '<allowmask>1</allowmask>',
    ])
      expect(openJournal(entryOf(more), place)).toHaveProperty('notPublic')
  })

  test('reads bytes that are no UTF-8 as Windows wrote them', () => {
    const entry = Buffer.from(entryOf('').toString('latin1').replaceAll('went', 'went\x92'), 'latin1')
    expect(openJournal(entry, place)).toMatchObject({ html: expect.stringContaining('went’ out') })
  })

  test('tells a story by its tags where its subject does not say so', () => {
    const diary = entryOf('', `It rained all day and I sat by the window and wrote. `.repeat(5)).toString()
    const plain = diary.replace('FIC: Lamp', 'Lamp')
    expect(openJournal(Buffer.from(plain), place)).toMatchObject({ code: 'talk' })
    const tagged = plain.replace('</entry>', '<props><taglist>my fic, rain</taglist></props></entry>')
    expect(openJournal(Buffer.from(tagged), place)).toMatchObject({ letter: { kind: 'story' } })
  })

  test('expands no entity and reads nothing that a document type names', () => {
    const hostile = Buffer.from(
      `<!DOCTYPE entry [<!ENTITY x SYSTEM "file:///etc/passwd">]>${entryOf('').toString().replaceAll('lamp went', '&x; went')}`,
    )
    const opened = openJournal(hostile, place)
    expect(JSON.stringify(opened)).toContain('&x; went')
  })
})

function shown(text: string, isPreformatted = false): string {
  return renderEntry(text, { isPreformatted }).html
}

describe('renderEntry', () => {
  test.for([
    ['line ends are breaks', 'one\ntwo', 'one<br>\ntwo'],
    [
      'names of members are words',
      'by <lj user="tamsin"> and <user name=mira site="lj.example">',
      'by tamsin and mira',
    ],
    ['a cut hides nothing', '<lj-cut text="the > story">one</lj-cut><cut>two</cut>', 'onetwo'],
    ['a title stands for a name', '<lj user="tamsin" title="Tamsin &amp; co">', 'Tamsin &#38;amp; co'],
  ] as const)('%s', ([, text, html]) => {
    expect(shown(text)).toBe(html)
  })

  test.for([
    ['what is formatted already', 'one\n<p>two</p>', true],
    ['preformatted text', '<pre>one\ntwo</pre>', false],
    ['tables between their cells', '<table>\n<tr><td>x</td>\n</tr></table>', false],
    ['markup that the site does not know', '<b>one</b> <ljx> 1 < 2 <', false],
  ] as const)('leaves %s', ([, text, isPreformatted]) => {
    expect(shown(text, isPreformatted)).toBe(text)
  })

  test('says what of the site is left out', () => {
    expect(renderEntry('a <lj-poll-12> b <lj-embed id="1">', { isPreformatted: false })).toEqual({
      html: 'a  b ',
      leftOut: ['a poll', 'something embedded from another site'],
    })
  })
})

describe('findJournalName', () => {
  test.for([
    ['shelf/tamsin/L-12', [], 'tamsin'],
    ['12.xml', ['shelf/tamsin/C-12'], 'tamsin'],
    ['12.xml', ['tamsin-2004-03.xml'], 'tamsin'],
    ['12.xml', ['old/tamsin_r - 250.xml'], 'tamsin_r'],
  ] as const)('%s in %j is of %s', ([path, within, name]) => {
    expect(findJournalName({ path, within })?.name).toBe(name)
  })

  test.for(['2004-03.xml', 'livejournal-2004-03.xml', 'story.xml', 'L-12', 'backup - 250.xml'])(
    'nobody is named by %s',
    (path) => {
      expect(findJournalName({ path, within: [] })).toBeNull()
    },
  )
})
