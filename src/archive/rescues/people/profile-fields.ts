/**
 * What a member's profile said besides the bio: the site's own fields (`authorfields`) with what the member entered
 * (`authorinfo`).
 *
 *     type 4, "http://{info}.livejournal.com", maren      LiveJournal: maren, linked
 *     type 5, PHP code                                    the text alone: code of an old site is never run
 *
 * Fields that were switched off were not shown, and are not here. Nor is anything that is an e-mail address, which
 * the fields for messengers mostly are.
 */
import { safeHref } from '../../../document/safe-href.ts'
import { readPlainValue } from '../../../intake/values/index.ts'
import { withoutMailAddresses } from '../../../kernel/mail-address.ts'
import { bytesOf, idOf, isYes, wordOf } from '../cells.ts'
import type { RescueContext } from '../context.ts'
import type { SiteRow } from '../staged-site.ts'
import type { ProfileField } from './people-store.ts'

export interface FieldKind {
  readonly row: SiteRow
  readonly type: string
  readonly label: string
  /** Of type 4: an address with `{info}` in it. */
  readonly template: string
  readonly isShown: boolean
}

export async function readFieldKinds(context: RescueContext): Promise<ReadonlyMap<string, FieldKind>> {
  const kinds = new Map<string, FieldKind>()
  for await (const row of context.site.rows('authorfields')) {
    const read = (column: string): string => {
      const bytes = bytesOf(row, column)
      return bytes === null ? '' : readPlainValue(bytes, context.evidenceOf(row)).text
    }
    kinds.set(idOf(row, 'field_id'), {
      row,
      type: wordOf(row, 'field_type'),
      label: read('field_title') || read('field_name'),
      template: read('field_options'),
      isShown: isYes(row, 'field_on'),
    })
  }
  return kinds
}

/** Undefined for what a profile does not show. */
export function profileField(kind: FieldKind | undefined, info: string): ProfileField | undefined {
  if (kind === undefined || !kind.isShown || kind.label === '' || info === '') return undefined
  if (withoutMailAddresses(info) !== info) return undefined
  const { label } = kind
  switch (kind.type) {
    case '1':
      return { label, value: info, href: webAddress(info) }
    case '3':
      return {
        label,
        value: YES.has(info.toLowerCase()) ? 'Yes' : NO.has(info.toLowerCase()) ? 'No' : info,
        href: null,
      }
    case '4':
      return { label, value: info, href: webAddress(kind.template.replaceAll('{info}', encodeURIComponent(info))) }
    default:
      return { label, value: info, href: null }
  }
}

const YES: ReadonlySet<string> = new Set(['1', 'yes', 'on', 'true'])
const NO: ReadonlySet<string> = new Set(['0', 'no', 'off', 'false'])

/** http and https only; `www.maren.example` was typed for one. */
export function webAddress(text: string): string | null {
  const address = safeHref(/^www\.[^\s/]+\.[a-z]/i.test(text) ? `http://${text}` : text)
  return address === undefined || address.toLowerCase().startsWith('mailto:') ? null : address
}
