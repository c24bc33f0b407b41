import { describe, expect, test } from 'vitest'
import { unwrapMessage } from './unwrap-message.ts'
import { unwrapPage } from './unwrap-page.ts'

function mailIn(message: unknown): string {
  const unwrapped = unwrapMessage(Buffer.from(JSON.stringify(message)))
  return 'code' in unwrapped ? unwrapped.code : Buffer.from(unwrapped.bytes).toString('latin1')
}

const RAW = 'From: Tamsin &lt;tamsin@...&gt;\r\nSubject: x\r\n\r\n&amp;lt;b&amp;gt; &amp;amp; \u0092 \u00e9\r\n'

describe('unwrapMessage', () => {
  test('undoes the escapes of the site once, and keeps the bytes', () => {
    expect(mailIn({ msgId: 1, rawEmail: RAW })).toBe(
      'From: Tamsin <tamsin@...>\r\nSubject: x\r\n\r\n&lt;b&gt; &amp; \x92 \xe9\r\n',
    )
    expect(mailIn({ ygData: { msgId: 1, rawEmail: RAW } })).toBe(mailIn({ msgId: 1, rawEmail: RAW }))
  })

  test('writes what the site had decoded as UTF-8', () => {
    expect(mailIn({ msgId: 1, rawEmail: 'Subject: x\r\n\r\nit’s' })).toBe(
      Buffer.from('Subject: x\r\n\r\nit’s').toString('latin1'),
    )
  })

  test('makes a mail of what the site showed, in which no field can bring another', () => {
    const mail = mailIn({
      msgId: 4,
      from: 'mira@...',
      authorName: 'Mira\r\nBcc: all@example.com',
      subject: 'Lamp\nX-Evil: 1',
      postDate: '923071557',
      messageBody: '<div>one</div>',
    })
    expect(mail).toMatch(/^From: Mira Bcc: all@example\.com <mira@\.\.\.>\r\nDate: Fri, 02 Apr 1999/)
    expect(mail).not.toMatch(/^(?:Bcc|X-Evil):/m)
  })

  test('says of a list of messages without their texts that it holds none', () => {
    expect(mailIn({ msgId: 1, postDate: '1', summary: 'Hello' })).toBe('site-file')
  })

  test('reads what there is when it is cut off, at every byte', () => {
    const bytes = Buffer.from(JSON.stringify({ ygData: { msgId: 1, rawEmail: RAW } }))
    for (let length = 0; length < bytes.length; length++) unwrapMessage(bytes.subarray(0, length))
    const cut = unwrapMessage(bytes.subarray(0, bytes.length - 12))
    expect('bytes' in cut && Buffer.from(cut.bytes).toString('latin1')).toContain('Subject: x')
  })
})

function mailOf(page: string): string {
  const unwrapped = unwrapPage(Buffer.from(page))
  return unwrapped === null ? 'none' : Buffer.from(unwrapped.bytes).toString()
}

describe('unwrapPage', () => {
  const neo =
    '<html><body><h2 id="yg-msg-subject" data-subject="[SunS] NEW: Lamp">[SunS] NEW: Lamp</h2><div class="author fleft">Tamsin Reed</div><div class="cur-msg-dt tip" data-date="1013444785">x</div><div class="msg-content undoreset"><div id="ygrps-yiv-1">one <i>two</i></div></div></body></html>'

  test('reads the later layout of the site', () => {
    expect(mailOf(neo)).toMatch(
      /^From: Tamsin Reed\r\nDate: Mon, 11 Feb 2002[^]*Subject: \[SunS\] NEW: Lamp\r\n[^]*one <i>two<\/i>/,
    )
  })

  test.for([
    '<html><body><p>The msgarea of the story.</p></body></html>',
    '<td class="source user">no mail</td>',
    '<p>x</p>',
  ])('leaves %s', (page) => {
    expect(mailOf(page)).toBe('none')
  })

  test('folds the lines of a header that the site ran together', () => {
    const source =
      '<table><td class="source user">From x@... Tue<br>\nReceived: by a;<br>\nTue, 5 Mar<br>\nSubject: Lamp<br>\n<br>\nsee <a href="http://a.example">http://a.example</a> &amp;lt;</td></table>'
    expect(mailOf(source)).toBe('Received: by a;\n Tue, 5 Mar\nSubject: Lamp\n\nsee http://a.example &lt;')
  })

  test('survives being cut off at every byte', () => {
    for (let length = 0; length < neo.length; length++)
      expect(mailOf(neo.slice(0, length))).toMatch(/^none$|^From: |^Subject: /)
  })
})
