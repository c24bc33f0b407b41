import { readFileSync } from 'node:fs'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Canon, readCanon } from '../../canon/index.ts'
import { indexLines } from '../../position.ts'
import { runOf } from '../../run.ts'
import fandoms from './cases/fandoms.json' with { type: 'json' }
import pairings from './cases/pairings.json' with { type: 'json' }
import people from './cases/people.json' with { type: 'json' }
import settings from './cases/settings.json' with { type: 'json' }
import {
  type CanonFacts,
  canonicalPerson,
  episodeTitlesIn,
  recogniseCanon,
  roleOfLabel,
  type StatementRole,
  statementOf,
  suggestionOf,
} from './index.ts'

const CANONS = ['buffy', 'gannet-light', 'vasmark-atlas'].map(load)

function load(key: string): Canon {
  const file = readCanon(key, readFileSync(new URL(`../../../../canons/${key}.yaml`, import.meta.url), 'utf8'))
  if (!file.ok) throw new Error(file.problems[0]?.what)
  return file.canon
}

/** Reads statements and story lines as if they stood one below the other in a file. */
function read(said: readonly (readonly string[])[], story: readonly string[] = []): CanonFacts & { source: string } {
  let source = ''
  const place = (text: string) => {
    const run = runOf(text, source.length)
    source += `${text}\n`
    return run
  }
  const statements = said.map(([role, text]) => ({ role: role as StatementRole, run: place(text ?? '') }))
  const facts = recogniseCanon({ canons: CANONS, statements, story: story.map(place) })
  return { ...facts, source }
}

const values = (list: readonly { readonly value: string }[]): string[] => list.map(({ value }) => value)

function suggested(facts: CanonFacts, field: string): string[] {
  return values(facts.suggestions.filter((each) => each.field === field))
}

function inFandom(fandom: string | null, role: string, text: string): readonly (readonly string[])[] {
  return [...(fandom === null ? [] : [['fandom', fandom]]), [role, text]]
}

function cut(role: StatementRole, text: string, part: string): readonly string[] {
  const run = runOf(text, 10)
  const setting = runOf(part, 10 + text.indexOf(part))
  const fandom = { role: 'fandom', run: runOf('BtVS') } as const
  const statements = [fandom, { role, run }, { role: 'setting' as const, run: setting }]
  return values(recogniseCanon({ canons: CANONS, statements, story: [] }).setting)
}

function titles(text: string): string[] {
  return episodeTitlesIn(text, CANONS).map(({ from, to }) => text.slice(from, to))
}

describe('recogniseCanon, fandoms', () => {
  test.for(fandoms.state)('states $name', (c) => {
    expect(values(read(c.statements).fandoms)).toEqual(c.out)
  })
  test.for(fandoms.suggest)('only suggests $name', (c) => {
    const facts = read(c.statements, c.story)
    expect(facts.fandoms).toEqual([])
    expect(suggested(facts, 'fandoms')).toEqual(c.out)
  })
  test.for(fandoms.leave)('suggests nothing for $name', (c) => {
    expect(suggested(read(c.statements, c.story), 'fandoms')).toEqual(c.out)
  })
})

describe('recogniseCanon, relationships', () => {
  test.for(pairings.mend)('knows $name', (c) => {
    expect(values(read(inFandom(c.fandom, 'pairing', c.in)).relationships)).toEqual(c.out)
  })
  test.for(pairings.leave)('leaves $name as written, or out', (c) => {
    expect(values(read(inFandom(c.fandom, 'pairing', c.in)).relationships)).toEqual(c.out)
  })
  test('suggests what a code means where the fandom is unknown', () => {
    expect(suggested(read([['pairing', 'B/S']]), 'relationships')).toEqual(['Buffy Summers/Spike'])
  })
  test('suggests nothing for a code where the fandom is another', () => {
    expect(
      suggested(
        read([
          ['fandom', 'Harbour Street'],
          ['pairing', 'B/S'],
        ]),
        'relationships',
      ),
    ).toEqual([])
  })
})

describe('recogniseCanon, characters', () => {
  test.for(people.mend)('states $name', (c) => {
    const facts = read(c.statements)
    expect(values(facts.characters).toSorted()).toEqual(c.out.toSorted())
    expect(values(facts.relationships)).toEqual(c.pairs ?? [])
  })
  test.for(people.leave)('does not state $name', (c) => {
    const facts = read(c.statements, c.story)
    expect(values(facts.characters)).toEqual(c.out)
    expect(facts.relationships).toEqual([])
  })
  test('suggests the people whom the story names', () => {
    const facts = read([['fandom', 'BtVS']], ['Xander and Willow met.', 'Dawn was late.'])
    expect(suggested(facts, 'characters').toSorted()).toEqual(['Willow Rosenberg', 'Xander Harris'])
  })
})

describe('recogniseCanon, setting', () => {
  test.for(settings.mend)('reads $name', (c) => {
    expect(values(read(inFandom(c.fandom, c.role, c.in)).setting)).toEqual(c.out)
  })
  test.for(settings.leave)('leaves $name', (c) => {
    expect(values(read(inFandom(c.fandom, c.role, c.in)).setting)).toEqual([])
  })
  test.for(settings.known)('cannot yet read $name: $why', { fails: true }, (c) => {
    expect(values(read(inFandom(c.fandom, c.role, c.in)).setting)).toEqual(c.out)
  })
  test('gives the place as data', () => {
    const [first, second] = read([
      ['fandom', 'BtVS'],
      ['setting', 'between OMWF and Smashed; early season 6'],
    ]).setting
    expect(first?.place).toEqual({
      canon: 'buffy',
      relation: 'between',
      from: 's6e07',
      to: 's6e09',
      part: null,
      event: null,
    })
    expect(second?.place).toEqual({
      canon: 'buffy',
      relation: 'during',
      from: 's6',
      to: null,
      part: 'early',
      event: null,
    })
  })
  test('names the turning point beside the episode it hangs on', () => {
    const [setting] = read([
      ['fandom', 'BtVS'],
      ['setting', 'after the resurrection'],
    ]).setting
    expect(setting?.place).toMatchObject({ relation: 'after', from: 's6e01', event: 'resurrection' })
  })
  test('trusts spoilers less than a setting label', () => {
    const [weak] = read(inFandom('BtVS', 'spoilers', 'Smashed')).setting
    const [sure] = read(inFandom('BtVS', 'setting', 'Smashed')).setting
    expect(weak?.confidence).toBeLessThan(sure?.confidence ?? 0)
  })
})

describe('recogniseCanon, a setting cut out of something longer', () => {
  test('is one setting with what it was cut out of', () => {
    const text = 'Takes place in the first half of season 6, before she tells them. I hope you like it.'
    expect(cut('summary', text, 'Takes place in the first half of season 6, before she tells them.')).toEqual([
      'season 6, early',
    ])
  })
  test('of a spoiler label is a spoiler', () => {
    expect(cut('spoilers', 'Flooded, everything up to Smashed', 'Smashed')).toEqual(['around s6e09 (Smashed)'])
  })
  test('stands by itself where it was cut out of nothing', () => {
    expect(cut('title', 'Porchlight', 'season 6')).toEqual(['season 6'])
  })
})

describe('recogniseCanon, what the story suggests', () => {
  test('pairs two people who are each told “I love you”', () => {
    const facts = read(
      [],
      [
        'Dear Willow,',
        'Since we defeated the First I ran from Sunnydale. I love you, Will.',
        'She whispers: “I love you Buffy. Come home.”',
      ],
    )
    expect(suggested(facts, 'relationships')).toEqual(['Buffy Summers/Willow Rosenberg'])
    expect(suggested(facts, 'setting')).toEqual(['after s7e22 (Chosen)'])
    expect(facts.relationships).toEqual([])
    expect(facts.setting).toEqual([])
  })
  test('pairs the narrator with one who is known by an endearment', () => {
    const facts = read([['summary', 'Season 6 in Buffy’s point of view.']], ['“I do love you, Pet,” he says.'])
    expect(suggested(facts, 'relationships')).toEqual(['Buffy Summers/Spike'])
    expect(suggested(facts, 'characters')).toEqual(['Spike'])
  })
  test('pairs the reader of a letter with those she was with', () => {
    const letter = [
      'Dear Willow,',
      'When Kennedy left you I did not come. When you found Tara I moved out. You and Xander laughed.',
    ]
    const facts = read([['fandom', 'BtVS']], letter)
    expect(suggested(facts, 'relationships').toSorted()).toEqual([
      'Willow Rosenberg/Kennedy',
      'Willow Rosenberg/Tara Maclay',
    ])
  })
  test.for([
    ['without a salutation', ['When Kennedy left you I did not come.']],
    ['to somebody else', ['Dear Aunt,', 'When Kennedy left you I did not come.']],
    ['of people whom the canon does not pair', ['Dear Willow,', 'When Snyder left you laughed.']],
    ['to two people', ['Dear Willow,', 'Dear Buffy,', 'When Kennedy left you I did not come.']],
  ] as const)('does not guess at “you” in a letter %s', ([, letter]) => {
    expect(suggested(read([['fandom', 'BtVS']], letter), 'relationships')).toEqual([])
  })
  test('does not pair everybody who is loved', () => {
    const facts = read([['fandom', 'BtVS']], ['I love you, Willow. I love you, Xander. I love you, Giles.'])
    expect(suggested(facts, 'relationships')).toEqual([])
  })
  test('does not know the speaker by an endearment that is no declaration', () => {
    const facts = read([['summary', 'Season 6 in Buffy’s point of view.']], ['His pet was a snake.'])
    expect(suggested(facts, 'relationships')).toEqual([])
  })
  test('dates a story by who is in it', () => {
    const facts = read([['fandom', 'BtVS']], ['Kennedy hit the bag. Buffy held it.'])
    expect(suggested(facts, 'setting')).toEqual(['season 7 or later'])
  })
  test('does not ask the story when the header says when', () => {
    const facts = read(
      [
        ['fandom', 'BtVS'],
        ['setting', 'Season 7'],
      ],
      ['After we defeated the First, Kennedy left.'],
    )
    expect(suggested(facts, 'setting')).toEqual([])
  })
  test('says on which lines it stands', () => {
    const facts = read([], ['Buffy ran.', 'Nobody followed.', 'Sunnydale was dark, and Xander slept.'])
    const fandom = facts.suggestions.find((each) => each.field === 'fandoms')
    if (fandom === undefined) throw new Error('no fandom was suggested')
    expect(suggestionOf(indexLines(facts.source), fandom)).toMatchObject({
      code: 'maybe-field',
      field: 'fandoms',
      value: 'Buffy the Vampire Slayer',
      lines: [1, 3],
    })
  })
})

describe('episodeTitlesIn', () => {
  test.for([
    ["set during What's My Line, Part 2, at night", ["What's My Line, Part 2"]],
    ['GRADUATION DAY, PART TWO', ['GRADUATION DAY, PART TWO']],
    ['after Becoming (Part II)', ['after Becoming (Part II)'.slice(6, -1)]],
    ['Whats My Line pt. 1', ['Whats My Line pt. 1']],
    ['tag to Dead Reckoning Part One', ['Dead Reckoning Part One']],
  ] as const)('takes the part of a title with it: %s', ([text, out]) => {
    expect(titles(text)).toEqual(out)
  })
  test.for(['Part 2', 'Hollow Ground, Part 2 of 5', 'Chapter Two: The Well', 'Becoming a Part 2 story'])(
    'leaves the part number of %s',
    (text) => {
      expect(titles(text).join(' ')).not.toMatch(/part 2|two/i)
    },
  )
})

describe('canonicalPerson', () => {
  test('knows a nickname in a label', () => {
    expect(canonicalPerson(CANONS, "Dawnie's POV")).toBe('Dawn Summers')
  })
  test.for(['Harriet', 'Buffy and Spike', '', 'POV'])('knows nobody in “%s”', (text) => {
    expect(canonicalPerson(CANONS, text)).toBeNull()
  })
})

describe('statementOf', () => {
  test('finds the words of a field in its evidence, without the label', () => {
    const line = runOf('Pairing: B/S', 40)
    const found = { value: 'B/S', asWritten: 'B/S', evidence: [line], rule: 'label', confidence: 1 }
    const { run } = statementOf('pairing', found)
    expect(run.text).toBe('B/S')
    expect(run.pieces[0]?.at).toBe(49)
  })
  test('knows which labels speak of a canon', () => {
    expect(['codes', 'season', 'beta'].map(roleOfLabel)).toEqual(['pairing', 'setting', null])
  })
})

describe('any text', () => {
  const roles: StatementRole[] = [
    'fandom',
    'pairing',
    'characters',
    'setting',
    'spoilers',
    'pov',
    'title',
    'summary',
    'notes',
    'keywords',
  ]
  test('is read without a fault, and all evidence is in the source', () => {
    const words = fc.constantFrom(
      'Buffy',
      'S6',
      '/',
      '"',
      'Part',
      '2',
      'season',
      'x',
      '1',
      '&',
      ',',
      'AU',
      'after',
      'İ',
      '😀',
      '\n',
      'Chosen',
      '(',
      '\u0000',
    )
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(words).map((list) => list.join(' ')),
    )
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.constantFrom(...roles), text)), fc.array(text), (said, story) => {
        const facts = read(said, story)
        for (const found of [...facts.fandoms, ...facts.relationships, ...facts.characters, ...facts.setting]) {
          for (const run of found.evidence) {
            const at = run.pieces[0]?.at ?? 0
            expect(facts.source.slice(at, at + run.text.length)).toBe(run.text)
          }
        }
      }),
    )
  })
  test('finds everybody in 100,000 words', () => {
    const paragraph =
      'Buffy said that Willow would not come to the Bronze before dawn, and Giles put the kettle on again. '
    const story = Array.from({ length: 1000 }, () => runOf(paragraph.repeat(6)))
    const { suggestions } = recogniseCanon({ canons: CANONS, statements: [], story })
    expect(suggestions.filter(({ field }) => field === 'characters').map(({ value }) => value)).toEqual(
      expect.arrayContaining(['Buffy Summers', 'Willow Rosenberg', 'Rupert Giles']),
    )
  })
  test.for(['Buffy/', 'a-', "'", 'season ', '(', 'S6 ', 'B/S x ', 'after the ', 'W/T and '])(
    'of a megabyte of “%s” ends',
    (piece) => {
      const run = runOf(piece.repeat(Math.ceil(1e6 / piece.length)))
      const statements = roles.map((role) =>
        statementOf(role, { value: '', asWritten: '', evidence: [run], rule: '', confidence: 1 }),
      )
      // A second or two; anything quadratic takes hours, and the time limit of the test ends it.
      expect(recogniseCanon({ canons: CANONS, statements, story: [run] }).canons.length).toBeLessThanOrEqual(
        CANONS.length,
      )
    },
  )
})
