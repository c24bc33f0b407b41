import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decodeSingleByte, encodeSingleByte } from '../decode/index.ts'
import { joinRuns, type Run, runOf, sourceSpan } from '../run.ts'
import { applyEdits, type Edit, repairRuns, repairWithout, undoEdits } from './index.ts'

const SENTENCES = [
  'Nobody had told her about the letter.',
  '“I can’t,” said Zoë, “and you couldn’t either…”',
  '‘Wait!’ he called — too late.',
  'Über den Dächern lag „früher Schnee“, und die Straße war leer.',
  'À l’été, « elle » était déjà là, très loin.',
  '¿Qué pasó con la niña? —dijo él—. ¡Mañana, señor!',
  'Não sei se a canção já acabou, mãe.',
  'Zażółć gęślą jaźń, powiedział Łukasz.',
  'Příliš žluťoučký kůň úpěl.',
  'Ő és az öccse hűvös reggel érkezett.',
  'Það var dimmt í húsinu.',
  'Было уже темно, никто не ждал.',
  'Ήταν ήδη νύχτα εκεί.',
  '窓の外はもう暗くて、誰もいなかった。',
]

const ACCIDENTS: Readonly<Record<string, (text: string) => string>> = {
  'utf8-as-cp1252': (text) => misread(text, 'windows-1252'),
  'utf8-as-latin1': (text) => Buffer.from(text).toString('latin1'),
  'utf8-as-macroman': (text) => misread(text, 'macintosh'),
  'utf8-as-cp437': (text) => misread(text, 'cp437'),
  'utf8-as-cp1250': (text) => misread(text, 'windows-1250'),
  'utf8-as-cp1251': (text) => misread(text, 'windows-1251'),
}
/** Characters that every one of the 8-bit encodings below has in English. */
const TYPESETTING = /[“”‘’–—…]/g

function misread(text: string, as: string): string {
  return decodeSingleByte(new TextEncoder().encode(text), as)
}

function repair(text: string) {
  const { runs, repairs, suggestions } = repairRuns([runOf(text)], text)
  return { text: runs.map((run) => run.text).join(''), repairs, suggestions }
}

const story = fc.array(fc.constantFrom(...SENTENCES), { minLength: 1, maxLength: 6 }).map((lines) => lines.join('\n'))
const accident = fc.constantFrom(...Object.keys(ACCIDENTS))
/** Anything, with much of what repairs look for. */
const wild = fc
  .array(
    fc.oneof(
      fc.constantFrom(...SENTENCES.map((line) => misread(line, 'windows-1252'))),
      fc.constantFrom(
        'ì',
        'î',
        'í',
        'ë',
        'Õ',
        'Ò',
        'Ó',
        'Æ',
        'ô',
        'ö',
        ' ó ',
        'donít ',
        'â€',
        '\u0092',
        '\u009d',
        '√©',
      ),
      fc.constantFrom(
        '&amp;',
        '&#8217;',
        '#39;',
        '&',
        "\\'",
        '"',
        '\\',
        '\u00a0',
        ' \u00a0',
        '\n',
        '\r\n',
        '\u001a',
        '\0',
      ),
      fc.string({ unit: 'binary', maxLength: 6 }),
      fc.string({ unit: fc.integer({ min: 0x80, max: 0x24f }).map((code) => String.fromCharCode(code)), maxLength: 6 }),
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(''))

describe('repairRuns', () => {
  test('undoes the accident it is named after, in up to three layers of any kinds', () => {
    fc.assert(
      fc.property(story, fc.array(accident, { minLength: 1, maxLength: 3 }), (text, layers) => {
        const damaged = layers.reduce((inner, name) => (ACCIDENTS[name] as (text: string) => string)(inner), text)
        expect(repair(damaged).text).toBe(text)
      }),
      { numRuns: 400 },
    )
  })

  test('undoes it where only some paragraphs were damaged', () => {
    fc.assert(
      fc.property(story, story, accident, (first, second, name) => {
        const damaged = (ACCIDENTS[name] as (text: string) => string)(second)
        expect(repair(`${first}\n\n${damaged}\n\n${first}`).text).toBe(`${first}\n\n${second}\n\n${first}`)
      }),
    )
  })

  test.each([
    ['windows-1252', 'macintosh'],
    ['macintosh', 'windows-1252'],
    ['windows-1252', 'cp437'],
  ])('undoes %s read as %s in English', (written, read) => {
    const english =
      '“I can’t say,” she told him. “It’s late — too late… isn’t it?” He wasn’t sure – not that he’d have known.'
    const damaged = english.replace(TYPESETTING, (mark) => decodeSingleByte(encodeSingleByte(mark, written), read))
    expect(damaged).not.toBe(english)
    expect(repair(damaged).text).toBe(english)
  })

  test('leaves undamaged prose of all languages alone', () => {
    fc.assert(
      fc.property(story, (text) => {
        expect(repair(text)).toEqual({ text, repairs: [], suggestions: [] })
      }),
    )
  })

  test('finds nothing more the second time', () => {
    fc.assert(
      fc.property(wild, (text) => {
        expect(repair(repair(text).text).repairs).toEqual([])
      }),
      { numRuns: 2000 },
    )
  })

  test('can be undone to the letter, and keeps every line end', () => {
    fc.assert(
      fc.property(wild, (text) => {
        const { text: mended, repairs } = repair(text)
        expect(applyEdits(text, repairs)).toBe(mended)
        expect(undoEdits(mended, repairs)).toBe(text)
        expect(mended.match(/\r\n?|\n/g)).toEqual(text.match(/\r\n?|\n/g))
      }),
      { numRuns: 2000 },
    )
  })

  test('gives each edit the smallest place that changes, in order', () => {
    fc.assert(
      fc.property(wild, (text) => {
        const { repairs } = repair(text)
        let done = 0
        for (const { at, before, after, codes } of repairs) {
          expect(at[0]).toBeGreaterThanOrEqual(done)
          expect(text.slice(...at)).toBe(before)
          expect(before).not.toBe(after)
          expect(codes.length).toBeGreaterThan(0)
          done = at[1]
        }
      }),
      { numRuns: 500 },
    )
  })

  test('composes all that touched a place', () => {
    const text = 'It&Atilde;&shy;s: “sheÃ\u00ads”'
    expect(repair(text).repairs.at(-1)).toEqual({
      at: [text.length - 4, text.length - 2],
      before: 'Ã\u00ad',
      after: '’',
      codes: ['utf8-as-cp1252', 'cp1252-as-macroman'],
    })
  })

  test('maps runs of markup to their source, entities as a whole', () => {
    const source = '<p>ìI <i>told</i> you,î she didn&iacute;t.&nbsp; No</p>'
    const runs = markupRuns(source)
    const { runs: mended, repairs } = repairRuns(runs, source)
    expect(mended.map((run) => run.text)).toEqual(['“I ', 'told', ' you,” she didn’t. No'])
    expect(repairs.map(({ before, after }) => [before, after])).toEqual([
      ['ì', '“'],
      ['î', '”'],
      ['&iacute;', '’'],
      ['&nbsp;', ''],
    ])
    const last = mended.at(-1) as Run
    expect(source.slice(...sourceSpan(last, last.text.indexOf('’'), last.text.indexOf('’') + 1))).toBe('&iacute;')
    expect(undoEdits(applyEdits(source, repairs), repairs)).toBe(source)
  })

  test('takes a no-break space between tags for what it is there', () => {
    const source = '<p>&nbsp;&nbsp;One <i>two</i>&nbsp; three<br>&nbsp;four&nbsp;<b>five</b></p>'
    expect(repairRuns(markupRuns(source), source).runs.map((run) => run.text)).toEqual([
      'One ',
      'two',
      ' three',
      'four\u00a0',
      'five',
    ])
  })
})

describe('repairWithout', () => {
  test('reads again without what somebody has undone', () => {
    const text = 'She couldnít and wouldnít.'
    const { runs, repairs, refused } = repairWithout([runOf(text)], text, ({ at }) => at[0] < 11)
    expect(runs[0]?.text).toBe('She couldnít and wouldn’t.')
    expect(repairs).toHaveLength(1)
    expect(refused).toMatchObject([{ at: [10, 11], before: 'í', after: '’' }])
  })

  test('differs from the whole in the places that were undone, and in nothing else', () => {
    fc.assert(
      fc.property(wild, fc.infiniteStream(fc.boolean()), (text, choice) => {
        const whole = repairRuns([runOf(text)], text)
        const undone = new Set(whole.repairs.filter(() => choice.next().value === true).map(({ at }) => at[0]))
        const rest = repairWithout([runOf(text)], text, ({ at }) => undone.has(at[0]))
        const made = whole.repairs.filter(({ at }) => !undone.has(at[0]))
        expect(rest.runs.map((run) => run.text).join('')).toBe(applyEdits(text, made))
        expect(rest.repairs).toEqual(made)
        expect(rest.refused).toEqual(whole.repairs.filter(({ at }) => undone.has(at[0])))
        expect(rest.suggestions).toEqual(whole.suggestions)
      }),
      { numRuns: 1000 },
    )
  })

  test('leaves the text of markup as it came where everything was undone, and all else as it was where one was', () => {
    fc.assert(
      fc.property(fc.array(wild, { minLength: 1, maxLength: 5 }), fc.nat(), (texts, n) => {
        const source = texts.map((text) => text.replaceAll(/[<>&]/g, '')).join('<i>')
        const runs = markupRuns(`${source}<`)
        const whole = repairRuns(runs, source)
        expect(repairWithout(runs, source, () => true)).toMatchObject({ runs, repairs: [], refused: whole.repairs })
        const one = whole.repairs[n % Math.max(1, whole.repairs.length)]
        if (one === undefined) return
        const rest = repairWithout(runs, source, ({ at }) => at[0] === one.at[0])
        const wholly = ({ at, begins }: Edit): boolean => at[0] === one.at[0] || (begins ?? -1) === one.begins
        expect(rest.repairs).toEqual(whole.repairs.filter((edit) => !wholly(edit)))
        expect(rest.refused).toEqual(whole.repairs.filter(wholly))
        expect(applyEdits(source, rest.repairs).split('<i>').join('')).toBe(rest.runs.map((run) => run.text).join(''))
      }),
      { numRuns: 1000 },
    )
  })

  test('undoes layers of repairs in one place together', () => {
    const text = 'It&Atilde;&shy;s: “sheÃ\u00ads”'
    const { runs, refused } = repairWithout([runOf(text)], text, ({ at }) => at[0] === text.length - 4)
    expect(runs[0]?.text).toBe('It’s: “sheÃ\u00ads”')
    expect(refused).toMatchObject([{ after: '’', codes: ['utf8-as-cp1252', 'cp1252-as-macroman'] }])
  })

  test('undoes what reaches over several tags as a whole', () => {
    const source = '<p>“I donâ€<i>™</i>t,” he said, “and you donâ€™t.”</p>'
    const runs = markupRuns(source)
    const { repairs } = repairRuns(runs, source)
    const begins = source.indexOf('â')
    expect(repairs.map((edit) => [edit.before, edit.after, edit.begins])).toEqual([
      ['â€', '’', begins],
      ['™', '', begins],
      ['â€™', '’', undefined],
    ])
    const rest = repairWithout(runs, source, ({ before }) => before === '™')
    expect(rest.runs.map((run) => run.text).join('')).toBe('“I donâ€™t,” he said, “and you don’t.”')
    expect(rest.refused).toEqual(repairs.slice(0, 2))
  })
})

describe('suggestions', () => {
  test('name what is likely only, with its place in the source', () => {
    const text = 'Yes&hellip; it was Annaís coat that she had on.'
    const { suggestions } = repair(text)
    expect(suggestions).toMatchObject([{ code: 'doubtful-repair', before: 'í', after: '’' }])
    expect(suggestions[0]?.at).toEqual([text.indexOf('í'), text.indexOf('í') + 1])
  })

  test('are not made in other languages', () => {
    expect(repair('El país está lejos; mi tía salía los lunes.').suggestions).toEqual([])
  })
})

const ENTITIES: Readonly<Record<string, string>> = { '&iacute;': 'í', '&nbsp;': '\u00a0' }

/** Runs of a little markup, one a text node, as the HTML reader makes them. */
function markupRuns(source: string): readonly Run[] {
  return [...source.matchAll(/[^<>]+(?=<)/g)]
    .map(({ 0: node, index }) => {
      const pieces = [...node.matchAll(/&\w+;|[^&]+/g)].map((piece) => {
        const at = index + piece.index
        const character = ENTITIES[piece[0]]
        if (character === undefined) return runOf(piece[0], at)
        return { text: character, pieces: [{ from: 0, to: 1, at, until: at + piece[0].length }] }
      })
      return joinRuns(pieces)
    })
    .filter((run) => !/^(?:p|i|b|br|\/\w+)$/.test(run.text))
}
