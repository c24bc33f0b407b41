/** Turns the lines of notes and end markers into facts with their evidence. */
import { foldText } from '../../../kernel/text.ts'
import { type Run, trimRun } from '../../run.ts'
import type { Found } from '../evidence.ts'
import type { Body } from './body.ts'
import type { NoteLines } from './closing.ts'
import { NOTE_LABEL } from './reader-words.ts'
import type { Roles } from './roles.ts'
import { type StorySuggestion, suggest } from './story-suggestion.ts'

/** Takes the lines out of the story and gives the note: without its label as the value, whole as written. */
export function takeNote(body: Body, roles: Roles, note: NoteLines): Found {
  const runs = runsOf(body, roles, note)
  roles.setAll(note.first, note.last, 'note')
  const asWritten = runs.map((run) => run.text).join('\n')
  return { value: withoutLabel(asWritten), asWritten, evidence: runs, rule: note.rule, confidence: note.confidence }
}

export function suggestNote(body: Body, roles: Roles, note: NoteLines): StorySuggestion {
  const runs = runsOf(body, roles, note)
  const lines = Array.from({ length: note.last - note.first + 1 }, (_, i) => note.first + i).filter(
    (i) => roles.of[i] !== 'blank',
  )
  const value = runs.map((run) => run.text).join('\n')
  const why = 'These last words may speak to readers and not belong to the story.'
  return suggest('maybe-field', note.first, note.confidence, why, {
    field: 'notesAfter',
    value,
    run: runs[0] ?? null,
    lines,
  })
}

export function foundAt(body: Body, line: number, rule: string, confidence: number): Found {
  const run = trimRun(body.lines[line]?.run ?? { text: '', pieces: [] })
  return { value: run.text, asWritten: run.text, evidence: [run], rule, confidence }
}

function runsOf(body: Body, roles: Roles, note: NoteLines): Run[] {
  return body.lines
    .slice(note.first, note.last + 1)
    .flatMap((line) => (line.isBlank || !roles.isFree(line.index) ? [] : [line.run]))
}

/** The label is matched on the folded text, which is as long as the label itself wherever labels are plain. */
function withoutLabel(text: string): string {
  const folded = foldText(text.slice(0, 120))
  const label = NOTE_LABEL.exec(folded)
  if (label === null) return text.trim()
  const rest = text.slice(label[0].length).trim()
  return rest === '' ? text.trim() : rest.replace(/^[:\s–—-]+/u, '')
}
