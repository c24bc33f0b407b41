/** What sources state of a work that reaches beyond it: the series it is in. */
import { foldKey } from '../../kernel/text.ts'
import type { FieldDraft, WorkDraft } from '../works/index.ts'

export interface SeriesSaid {
  readonly name: string
  /** Its number there, where one is said. */
  readonly number: number | null
}

/** Each series once, with the number that is said first; a number belongs to the series named before it. */
export function seriesSaid(draft: WorkDraft): readonly SeriesSaid[] {
  const said = new Map<string, SeriesSaid>()
  // What an earlier version said of it may have been taken back.
  const earlier = new Set(draft.sources.flatMap((each) => (each.role === 'other-version' ? [each.sha256] : [])))
  for (const [source, fields] of Map.groupBy(draft.fields, ({ sha256 }) => sha256)) {
    if (earlier.has(source)) continue
    let key = ''
    for (const { name, field } of fields.filter(isOfSeries)) {
      if (name === 'series') {
        key = foldKey(field.value)
        if (!said.has(key)) said.set(key, { name: field.value, number: null })
        continue
      }
      const before = said.get(key)
      const number = Number(field.value)
      if (before?.number === null && Number.isFinite(number)) said.set(key, { ...before, number })
    }
  }
  said.delete('')
  return [...said.values()]
}

function isOfSeries({ name }: FieldDraft): boolean {
  return name === 'series' || name === 'seriesIndex'
}
