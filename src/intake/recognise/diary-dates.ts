/** The dates of diary entries that the author says are those on which they were written. */
import type { Manuscript } from '../read/manuscript.ts'
import type { FoundDate, Header } from './header/index.ts'
import type { StoryStructure } from './story/index.ts'

/** Empty unless the header says so: a diary's dates are the story's own. */
export function datesOfDiary(header: Header, story: StoryStructure, manuscript: Manuscript): FoundDate[] {
  const remark = header.datesOfWriting
  if (remark === null) return []
  const sections = story.chapters.flatMap((chapter) => chapter.sections)
  return story.roles.flatMap((role, i): FoundDate[] => {
    const line = manuscript.lines[i]
    if (role !== 'date' || line === undefined) return []
    const value = sections.find((section) => section.date !== null && section.first > i)?.date
    if (value === undefined || value === null) return []
    return [
      {
        kind: 'written',
        value,
        asWritten: line.run.text,
        evidence: [line.run, ...remark.evidence],
        rule: 'dates-of-writing',
        confidence: remark.confidence,
      },
    ]
  })
}
