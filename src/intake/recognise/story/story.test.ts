/** The structure of stories, on cases and by laws. A line of a case that begins with @ stands for a paragraph of fillers.json. */
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { indexLines, positionOf } from '../../position.ts'
import { readText } from '../../read/index.ts'
import { runOf, sourceSpan } from '../../run.ts'
import breakCases from './cases/breaks.json' with { type: 'json' }
import chapterCases from './cases/chapters.json' with { type: 'json' }
import endingCases from './cases/endings.json' with { type: 'json' }
import fillers from './cases/fillers.json' with { type: 'json' }
import lawLines from './cases/law-lines.json' with { type: 'json' }
import sectionCases from './cases/sections.json' with { type: 'json' }
import suggestionCases from './cases/suggestions.json' with { type: 'json' }
import { recogniseStory, type StoryStructure } from './index.ts'

interface Case {
  readonly name: string
  readonly in: readonly string[]
  readonly out?: readonly string[]
  readonly taken?: readonly number[]
  readonly canon?: Readonly<Record<string, string>>
  /** How many suggestions a story that is left alone may draw. */
  readonly suggests?: number
  readonly repeat?: { readonly line: string; readonly times: number }
  readonly why?: string
}
interface Cases {
  readonly find: readonly Case[]
  readonly leave: readonly Case[]
  readonly known: readonly Case[]
}

function textOf(each: Case): string {
  const repeated =
    each.repeat === undefined
      ? []
      : Array.from({ length: each.repeat.times }, () => [each.repeat?.line ?? '', '']).flat()
  return [...each.in, ...repeated].map((line) => (fillers as Record<string, string>)[line] ?? line).join('\n')
}

function structureOf(each: Case): StoryStructure {
  const roles = new Map((each.taken ?? []).map((line) => [line - 1, 'field'] as const))
  return recogniseStory(readText(runOf(textOf(each))), { roles, characters: (name) => each.canon?.[name] ?? null })
}

/** What was found, one line a fact, in 1-based lines; a story of one plain chapter shows its sections only. */
function outlineOf(structure: StoryStructure): string[] {
  const { part, missing, endMarker, ending } = structure
  return [
    ...(part === null
      ? []
      : [
          `part ${part.number}${part.to === null ? '' : `-${part.to}`}${part.total === null ? '' : `/${part.total}`} '${part.label}' line ${(part.lines[0] ?? 0) + 1}`,
        ]),
    ...missing.map((each) => `missing ${each.code} ${each.number ?? '-'}`),
    ...structure.chapters.flatMap((chapter) => [
      ...(chapter.heading === null
        ? []
        : [`chapter '${chapter.heading}' ${chapter.number ?? '-'} ${chapter.first + 1}-${chapter.last + 1}`]),
      ...chapter.sections.map((section) => {
        const facts = [
          section.label === null ? '' : ` label '${section.label}'`,
          section.who === null ? '' : ` who ${section.who}`,
          section.date === null ? '' : ` date ${section.date}`,
          section.to === null ? '' : ` to ${section.to}`,
          section.from === null ? '' : ` from ${section.from}`,
        ]
        return `${section.kind} ${section.first + 1}-${section.last + 1} ${section.person ?? '-'}${facts.join('')}`
      }),
    ]),
    ...structure.breaks.map((each) => `break ${each.line + 1} '${each.marker}' ${each.kind}`),
    ...(endMarker === null ? [] : [`end '${endMarker.value}' ${ending}`]),
    ...structure.openingNotes.map((note) => `opening '${note.value}'`),
    ...structure.closingNotes.map((note) => `closing '${note.value}'`),
    ...structure.suggestions.map((each) => `suggest ${each.code} ${each.line + 1}`),
  ]
}

/** The suggestions with their places and changes. */
function suggestedIn(each: Case): string[] {
  const index = indexLines(textOf(each))
  return structureOf(each).suggestions.map(({ code, line, run, before, after }) => {
    if (run === null) return `${code} ${line + 1}`
    const at = positionOf(index, sourceSpan(run)[0])
    return `${code} ${at.line}:${at.column} '${before}' > '${after}'`
  })
}

describe.for([
  ['headings', chapterCases],
  ['sections', sectionCases],
  ['endings', endingCases],
  ['breaks', breakCases],
] as const satisfies readonly (readonly [string, Cases])[])('recogniseStory: %s', ([, cases]) => {
  const { find, leave, known } = cases as Cases
  test.for(find)('finds $name', (each) => {
    expect(outlineOf(structureOf(each))).toEqual(each.out)
  })

  test.for(leave)('leaves $name', (each) => {
    const structure = structureOf(each)
    const [chapter, ...others] = structure.chapters
    expect(others).toEqual([])
    expect(chapter?.heading).toBeNull()
    expect(chapter?.sections.map((section) => section.kind)).toEqual(['scene'])
    expect([structure.part, structure.endMarker, structure.missing, structure.breaks]).toEqual([null, null, [], []])
    expect([structure.openingNotes, structure.closingNotes]).toEqual([[], []])
    expect(structure.suggestions.length).toBeLessThanOrEqual(each.suggests ?? 0)
    expect(structure.roles.every((role) => role === 'story' || role === 'blank')).toBe(true)
  })

  test.for(known)('cannot yet find $name: $why', { fails: true }, (each) => {
    expect(outlineOf(structureOf(each))).toEqual(each.out)
  })
})

describe('recogniseStory: suggestions', () => {
  const { find, leave } = suggestionCases as Cases
  test.for(find)('suggests $name', (each) => {
    expect(suggestedIn(each)).toEqual(each.out)
  })
  test.for(leave)('has nothing to say of $name', (each) => {
    expect(suggestedIn(each)).toEqual([])
  })
})

describe('recogniseStory: laws', () => {
  const lines = fc.constantFrom(...Object.keys(fillers), ...lawLines)
  const stories = fc
    .array(lines, { maxLength: 40 })
    .map((each) => each.map((line) => (fillers as Record<string, string>)[line] ?? line).join('\n'))

  test('keeps every line of story in exactly one section', () => {
    fc.assert(
      fc.property(stories, (text) => {
        const manuscript = readText(runOf(text))
        const { roles, chapters } = recogniseStory(manuscript, { roles: new Map() })
        expect(roles.length).toBe(manuscript.lines.length)
        const held = new Map<number, number>()
        for (const { sections: all } of chapters) {
          for (const { first, last } of all) for (let i = first; i <= last; i++) held.set(i, (held.get(i) ?? 0) + 1)
        }
        const stray = roles.flatMap((role, i) => (role === 'story' && held.get(i) !== 1 ? [i] : []))
        expect(stray).toEqual([])
        expect([...held.values()].filter((count) => count > 1)).toEqual([])
      }),
      { numRuns: 400 },
    )
  })

  test('orders chapters and sections, each inside its own', () => {
    fc.assert(
      fc.property(stories, (text) => {
        const { chapters } = recogniseStory(readText(runOf(text)), { roles: new Map() })
        let end = -1
        for (const chapter of chapters) {
          expect(chapter.last).toBeGreaterThanOrEqual(chapter.first)
          for (const section of chapter.sections) {
            expect(section.first).toBeGreaterThan(end)
            expect(section.first).toBeGreaterThanOrEqual(chapter.first)
            expect(section.last).toBeLessThanOrEqual(chapter.last)
            expect(section.last).toBeGreaterThanOrEqual(section.first)
            end = section.last
          }
          end = Math.max(end, chapter.last)
        }
      }),
      { numRuns: 400 },
    )
  })

  test('says the same of the same text twice', () => {
    fc.assert(
      fc.property(stories, (text) => {
        const once = recogniseStory(readText(runOf(text)), { roles: new Map() })
        expect(recogniseStory(readText(runOf(text)), { roles: new Map() })).toEqual(once)
      }),
      { numRuns: 50 },
    )
  })

  test.for([
    ['a line of two million letters', 'a'.repeat(2e6)],
    ['a line of two million quotes', '"'.repeat(2e6)],
    ['fifty thousand salutations', 'Dear Anna,\n\n'.repeat(50e3)],
    ['fifty thousand ends', 'The End\n\n'.repeat(50e3)],
    ['fifty thousand names', 'Mara\n\n'.repeat(50e3)],
  ] as const)('reads %s in a few seconds', { timeout: 60_000 }, ([, text]) => {
    const { chapters } = recogniseStory(readText(runOf(text)), { roles: new Map() })
    expect(chapters.length).toBe(1)
  })
})
