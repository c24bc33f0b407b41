/**
 * Takes the message out of a saved page of Yahoo Groups: of the site as it was until 2013, of what came after it
 * ("neo"), and of the page that showed a message as it was sent (`?source=1`).
 *
 * The source of a message is the mail itself, except that addresses were made links and the spaces that fold long lines
 * of its header were lost.
 */
import { parse, serialize } from 'parse5'
import { decode } from '../../decode/index.ts'
import { attributeOf, type Element, findElement, hasClass, hasId, type Parent, wordsOf } from '../sites/page-tree.ts'
import type { Unwrapped } from '../unwrapped.ts'
import { decodeReferences } from '../xml/references.ts'
import { makeMail } from './make-mail.ts'

/** One of these stands in every page with a message. */
const SIGNS = ['msgarea', 'yg-msg-subject', 'source user']
const SIGN_REACH = 4 * 2 ** 20

/** Null for any other page. */
export function unwrapPage(bytes: Uint8Array): Unwrapped | null {
  const start = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, SIGN_REACH))
  if (!SIGNS.some((sign) => start.includes(sign, 0, 'latin1'))) return null
  const page = parse(decode(bytes, { declared: 'utf-8' }).text)
  const mail = sourceOf(page) ?? oldMessage(page) ?? newMessage(page)
  if (mail === null) return null
  return { bytes: mail, path: 'message.eml', charset: null, part: 'the message in it', stated: [], losses: [] }
}

/** The mail as it was sent. */
function sourceOf(page: Parent): Uint8Array | null {
  const cell = findElement(page, (element) => element.tagName === 'td' && isOf(element, 'source', 'user'))
  if (cell === undefined) return null
  const text = linesOf(cell).trimStart()
  const mail = /^From [^\n]*\n/.test(text) ? text.slice(text.indexOf('\n') + 1) : text
  if (!/^[A-Za-z][\w-]*:/.test(mail)) return null
  const end = mail.search(/\n\s*\n/)
  const head = mail.slice(0, end < 0 ? mail.length : end)
  const folded = head
    .split('\n')
    .map((line) => (/^(?:[A-Za-z][\w-]{0,60}:|\s)/.test(line) ? line : ` ${line}`))
    .join('\n')
  const isWide = Array.from({ length: mail.length }, (_, i) => mail.charCodeAt(i)).some((unit) => unit > 0xff)
  return Buffer.from(`${folded}${end < 0 ? '' : mail.slice(end)}`, isWide ? 'utf8' : 'latin1')
}

/** "msgarea entry-content", with the name in a visiting card and the time in an abbreviation. */
function oldMessage(page: Parent): Uint8Array | null {
  const body = findElement(page, (element) => hasClass(element, 'msgarea'))
  if (body === undefined) return null
  const time = findElement(page, (element) => element.tagName === 'abbr' && hasClass(element, 'updated'))
  const card = findElement(page, (element) => hasClass(element, 'vcard'))
  const sender = card === undefined ? undefined : findElement(card, (element) => hasClass(element, 'email'))
  return makeMail({
    from: textOf(sender ?? card),
    date: dateIn(time === undefined ? '' : attributeOf(time, 'title')) ?? textOf(time),
    subject: textOf(findElement(page, (element) => hasClass(element, 'ygrp-topic-title'))),
    list: textOf(findElement(page, (element) => hasClass(element, 'ygrp-pname'))),
    messageId: null,
    answers: [],
    body: serialize(body),
  })
}

/** "neo": the subject has an id, the author and the time their classes. */
function newMessage(page: Parent): Uint8Array | null {
  const body = findElement(page, (element) => hasClass(element, 'msg-content'))
  const title = findElement(page, (element) => hasId(element, 'yg-msg-subject'))
  if (body === undefined || title === undefined) return null
  const time = findElement(page, (element) => hasClass(element, 'cur-msg-dt'))
  const stamp = time === undefined ? '' : attributeOf(time, 'data-date')
  return makeMail({
    from: textOf(findElement(page, (element) => element.tagName === 'div' && hasClass(element, 'author'))),
    date: /^\d{9,13}$/.test(stamp) ? new Date(Number(stamp.slice(0, 10)) * 1000).toUTCString() : textOf(time),
    subject: attributeOf(title, 'data-subject') || textOf(title),
    list: null,
    messageId: null,
    answers: [],
    body: serialize(body),
  })
}

/** "2002-2-11T16:26:25Z", as the site wrote it. */
function dateIn(written: string): string | null {
  const [, year, month = '', day = '', rest = ''] = /^(\d{4})-(\d{1,2})-(\d{1,2})(T[\d:]+)?/.exec(written) ?? []
  return year === undefined ? null : `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}${rest}`
}

function isOf(element: Element, ...classes: readonly string[]): boolean {
  return classes.every((name) => hasClass(element, name))
}

function textOf(element: Element | undefined): string | null {
  const text = element === undefined ? '' : wordsOf(element)
  return text === '' ? null : text
}

/** The text with its line ends, a break being one as well where the source has none beside it. */
function linesOf(cell: Element): string {
  const text = serialize(cell)
    .replaceAll(/\n?<br\s*\/?>\n?/gi, '\n')
    .replaceAll(/<[^<>]{0,4000}>/g, '')
    .replaceAll('&nbsp;', ' ')
    .replaceAll(/\r\n?/g, '\n')
  return decodeReferences(text)
}
