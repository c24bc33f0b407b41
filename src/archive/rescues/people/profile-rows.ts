/** The rows of a site that say something about a person besides the person's own: fields of the profile, preferences. */
import { readPlainValue } from '../../../intake/values/index.ts'
import { extraOf } from '../books/opaque.ts'
import type { RowRecord } from '../books/records-store.ts'
import { bytesOf, idOf } from '../cells.ts'
import type { RescueContext } from '../context.ts'
import type { SiteRow } from '../staged-site.ts'
import type { ProfileField } from './people-store.ts'
import { type FieldKind, profileField, webAddress } from './profile-fields.ts'

export interface ProfileRows {
  readonly fields: readonly ProfileField[]
  readonly records: (penNameId: number) => readonly RowRecord[]
}

export async function readProfile(
  context: RescueContext,
  uid: string,
  kinds: ReadonlyMap<string, FieldKind>,
  author: SiteRow | null,
): Promise<ProfileRows> {
  const infos = await context.site.rowsBy('authorinfo', 'uid', uid)
  const prefs = await context.site.rowsBy('authorprefs', 'uid', uid)
  const shown = infos.map((row) => {
    const info = bytesOf(row, 'info')
    const text = info === null ? '' : readPlainValue(info, context.evidenceOf(row)).text
    return { row, field: profileField(kinds.get(idOf(row, 'field')), text) }
  })
  const website = author === null ? undefined : websiteOf(context, author)
  const isPlaced = new Set(['uid', 'field', 'info'])
  return {
    fields: [...(website === undefined ? [] : [website]), ...shown.flatMap(({ field }) => field ?? [])],
    records: (penNameId) => [
      ...shown.map(
        ({ row, field }): RowRecord => ({
          row,
          kind: 'profile_field',
          targetId: penNameId,
          extra: extraOf(row, field === undefined ? new Set(['uid']) : isPlaced),
        }),
      ),
      ...prefs.map(
        (row): RowRecord => ({
          row,
          kind: 'pen_name',
          targetId: penNameId,
          extra: extraOf(row, new Set(['uid'])),
        }),
      ),
    ],
  }
}

/** A column of older versions. */
function websiteOf(context: RescueContext, author: SiteRow): ProfileField | undefined {
  const bytes = bytesOf(author, 'website')
  const text = bytes === null ? '' : readPlainValue(bytes, context.evidenceOf(author)).text
  return text === '' || text === 'http://' ? undefined : { label: 'Web site', value: text, href: webAddress(text) }
}
