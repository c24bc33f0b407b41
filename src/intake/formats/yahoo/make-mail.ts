/** Makes a mail of what the site of Yahoo Groups showed of a message: its text as a page, and what stood around it. */

export interface ShownMessage {
  readonly from: string | null
  readonly date: string | null
  readonly subject: string | null
  readonly messageId: string | null
  /** In angle brackets. */
  readonly answers: readonly (string | null)[]
  readonly list: string | null
  /** HTML. */
  readonly body: string
}

export function makeMail(message: ShownMessage): Uint8Array {
  const [inReplyTo = null, references = null] = message.answers
  const fields: readonly (readonly [string, string | null])[] = [
    ['From', message.from],
    ['Date', message.date],
    ['Subject', message.subject],
    ['Message-ID', message.messageId],
    ['In-Reply-To', inReplyTo],
    ['References', references],
    ['Mailing-List', message.list === null ? null : `list ${message.list}@yahoogroups.com`],
    ['MIME-Version', '1.0'],
    ['Content-Type', 'text/html; charset=utf-8'],
    ['Content-Transfer-Encoding', '8bit'],
  ]
  const head = fields.flatMap(([name, value]) => (value === null ? [] : [`${name}: ${inOneLine(value)}\r\n`]))
  return Buffer.from(`${head.join('')}\r\n${message.body}`, 'utf8')
}

function inOneLine(text: string): string {
  return text.replaceAll(/[\s\0]+/g, ' ').trim()
}
