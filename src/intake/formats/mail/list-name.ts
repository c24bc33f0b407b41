/** The list or newsgroup that a mail came through, by name; never an address. */
import { fieldOf, type MailHeader } from './header.ts'
import { decodeWords } from './words.ts'

export function readListName(header: MailHeader, tag: string | null): string | null {
  const groups = fieldOf(header, 'newsgroups')
  if (groups !== null) return decodeWords(groups).split(',')[0]?.trim().slice(0, 100) || null
  const id = fieldOf(header, 'list-id')
  if (id !== null) {
    const named = decodeWords(id.replace(/<[^<>]*>/, '')).replaceAll(/^["']|["']$/g, '')
    const inner = /<([^<>.@\s]{1,80})[.@]/.exec(id)?.[1]
    if (named !== '' && !named.includes('@')) return named.slice(0, 100)
    if (inner !== undefined) return inner
  }
  for (const name of ['x-mailing-list', 'mailing-list', 'delivered-to', 'x-list', 'list-post', 'x-yahoo-profile']) {
    const value = fieldOf(header, name)
    const list =
      /(?:mailing list|list|contact|mailto:)?\s*<?([\w.+-]{2,60}?)(?:-(?:owner|help|request|announce))?@/i.exec(
        value ?? '',
      )?.[1]
    if (list !== undefined && (name !== 'delivered-to' || /mailing list/i.test(value ?? ''))) return list
  }
  const to = `${fieldOf(header, 'to') ?? ''} ${fieldOf(header, 'cc') ?? ''}`.slice(0, 2000)
  const group =
    /([\w.+-]{2,60})@(?:yahoogroups|egroups|onelist|topica|listbot|makelist|smartgroups|groups\.[\w.]{3,30})/i.exec(
      to,
    )?.[1]
  return group ?? tag
}
