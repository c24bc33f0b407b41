/** Recognises files of characters that are no story as they stand: mail, exports, dumps, programs. */
import { unitsOf } from '../../kernel/units.ts'
import type { RefusalCode } from '../codes.ts'

export interface TextFormat {
  readonly format: string
  readonly code: Extract<RefusalCode, 'format-not-read-yet' | 'program' | 'image' | 'site-file'>
}

export function findTextFormat(head: string, path: string): TextFormat | undefined {
  const format = findXml(head) ?? findIndex(head) ?? findDump(head) ?? findMail(head, path)
  if (format === 'svg') return { format, code: 'image' }
  if (format === WEB_ARCHIVE_PART) return { format, code: 'site-file' }
  if (format !== undefined) return { format, code: 'format-not-read-yet' }
  return isProgram(head) ? { format: 'program', code: 'program' } : undefined
}

const XML_ROOTS: readonly (readonly [string, RegExp])[] = [
  ['svg', /^svg$/i],
  ['livejournal-xml', /^(?:livejournal|entries|comments)$/i],
  ['fictionbook', /^FictionBook$/i],
  ['feed', /^(?:rss|feed|rdf:RDF)$/i],
  ['mediawiki-xml', /^mediawiki$/i],
  ['fodt', /^office:document$/i],
  ['opendocument', /^office:document/i],
  ['abiword', /^abiword$/i],
  ['xml', /./],
]

/** An entry or a comment of a journal, in a file of its own or as a stretch of an export. */
const JOURNAL_ITEM = /^\s*(?:<\?xml[^>]{0,200}>\s*)?<(entry|event|comment)(?:\s[^<>]{0,1000})?>/
const JOURNAL_FACT = /<(?:itemid|eventtime|event|id|body)[\s>/]|^[^>]{0,300}\b(?:jitemid|itemid|posterid)\s*=/

/** XML by its declaration, with any root but `html`; LiveJournal's exports also without one. */
function findXml(head: string): string | undefined {
  const item = JOURNAL_ITEM.exec(head)?.[1]
  if (item !== undefined && JOURNAL_FACT.test(head)) return item === 'comment' ? 'journal-comment' : 'journal-entry'
  const hasDeclaration = /^\s*<\?xml\s/.test(head)
  const bare = /^\s*<(livejournal|rss|feed|FictionBook|svg|mediawiki)\b[^<>]*>/.exec(head)?.[1]
  const root = hasDeclaration ? /<([a-z][\w:.-]{0,60})[\s/>]/i.exec(head.replace(/^\s*<\?[^>]*>/, ''))?.[1] : bare
  if (root === undefined) return hasDeclaration ? 'xml' : undefined
  if (/^(?:html|head|body)$/i.test(root)) return undefined
  return XML_ROOTS.find(([, name]) => name.test(root))?.[0]
}

/** `{"title": …` and `[{"title": …`. */
const JSON_START = /^\s*(?:\[\s*)?\{\s*"[^"\n]{1,80}"\s*:/
/** A message as the site of Yahoo Groups gave it to programs. */
const YAHOO_MESSAGE =
  /^\s*\{(?=[^]{0,65536}"(?:msgId|message_id)"\s*:)(?=[^]{0,65536}"(?:rawEmail|messageBody|postDate)"\s*:)/
/** A story of an archive that Open Doors rescues. */
const OPEN_DOORS_STORY = /^\s*\{(?=[^]{0,65536}"chapters"\s*:\s*\[)(?=[^]{0,65536}"title"\s*:)/

/** What a packed web archive (WACZ 1.1.1) says of itself and of its pages. */
const WEB_ARCHIVE_PART = 'web-archive-part'
const WEB_ARCHIVE_FACT = /^[^]{0,4096}?"(?:wacz_version"|format"\s*:\s*"json-pages-1\.0")/
/** Its index: `com,example)/a.html 20091021031244 {"url": …` */
const WEB_ARCHIVE_INDEX = /^(?:!meta [^\n]{0,200}\n)?[\w-]{1,63}(?:,[\w-]{1,63}){0,9}\)\/[^\s]{0,2000} \d{14} \{/

function findIndex(head: string): string | undefined {
  return WEB_ARCHIVE_INDEX.test(head) ? WEB_ARCHIVE_PART : undefined
}

function formatOfJson(head: string): string {
  if (WEB_ARCHIVE_FACT.test(head)) return WEB_ARCHIVE_PART
  if (YAHOO_MESSAGE.test(head)) return 'yahoo-message'
  return OPEN_DOORS_STORY.test(head) ? 'open-doors-story' : 'json'
}

const DUMP_BANNER =
  /^(?:\/\*|--)[^\n]{0,80}\b(?:SQL dump|MySQL dump|MariaDB dump|PostgreSQL database dump|Host: .* Database:)/i
const DUMP_STATEMENT =
  /^(?:CREATE (?:TABLE|DATABASE)|INSERT (?:IGNORE )?INTO|DROP TABLE|LOCK TABLES|REPLACE INTO)\s+[^\n]{0,200}[`"(;]/im

function findDump(head: string): string | undefined {
  if (JSON_START.test(head)) return formatOfJson(head)
  const lines = head.slice(0, 8192).split('\n')
  if (lines.slice(0, 20).some((line) => DUMP_BANNER.test(line))) return 'sql'
  const first = lines.find((line) => line.trim() !== '' && !/^(?:--|\/\*|#|SET\b|USE\b|BEGIN\b|PRAGMA\b)/.test(line))
  return first !== undefined && DUMP_STATEMENT.test(first) ? 'sql' : undefined
}

/** `From willow@example.com Tue Mar  5 21:04:11 2002`, which no story begins with. */
const MBOX_START =
  /^From \S+ +(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? +(?:\w{3} +\d{1,2}|\d{1,2} +\w{3}) [^\n]{0,60}\r?\n[A-Za-z-]+:/

/**
 * A mailbox, or a mail as it was sent. A post whose envelope somebody copied with it (`Subject: …`) is a text; a name that
 * ends in `.eml` or a folder of a maildir says that it is a mail.
 */
function findMail(head: string, path: string): string | undefined {
  if (MBOX_START.test(head)) return 'mbox'
  const header = head.slice(0, 16_384).split(/\r?\n\r?\n/, 1)[0] ?? ''
  const lines = header.split(/\r?\n/)
  if (!lines.every((line) => /^(?:[A-Za-z][\w-]*:|[ \t])/.test(line))) return undefined
  const has = (name: RegExp): boolean => lines.some((line) => name.test(line))
  const wasSent = has(/^(?:Received|Return-Path|Delivered-To):/i)
  const isEncoded = has(/^MIME-Version:/i) && has(/^Content-(?:Type|Transfer-Encoding):/i)
  const isPosted = has(/^Message-ID:/i) && has(/^(?:From|Sender):/i) && has(/^(?:Date|Newsgroups):/i)
  const isNamed = MAIL_NAME.test(path) && has(/^(?:From|Subject|Date):/i)
  return wasSent || isEncoded || isPosted || isNamed ? 'mail' : undefined
}

/** "0012.eml", "mail/cur/1015372000.M1P2.host:2,S" */
const MAIL_NAME = /\.eml$|(?:^|\/)(?:cur|new)\/[^/]+$/i

const PROGRAM_START = /^\s*(?:#!\s*\/|<\?php|<%@|@charset|@import|#include\s*[<"]|@echo off|%!PS)/i
/** Words that lines of programs and style sheets begin with. */
const PROGRAM_LINE =
  /^\s*(?:function\b.*\(|(?:var|let|const)\s+[\w$]+\s*=|import\s.*["';]|export\s|return\b.*;|if\s*\(|for\s*\(|while\s*\(|def\s\w+\(|class\s\w+.*[:{]|public\s|private\s|package\s[\w.]+;|\/\/|\/\*|[.#@]?[\w.#:-]+(?:\s[\w.#:>-]+)*\s*\{|[\w-]+\s*:\s*[^;]{1,80};|\}|\$\w+\s*=)/

/** Share of `{}();=` among visible characters: under 1 % in prose, over 4 % in programs. */
const CODE_PUNCTUATION = 0.03
/** The same in one long line of squeezed code, which has hardly anything else. */
const SQUEEZED = 0.08

/** Comments are prose: `// so`, and the lines of a block that begin with a star. */
const COMMENT_LINE = /^\s*(?:\*|\/\*|\/\/).*$/gm

function isProgram(head: string): boolean {
  if (PROGRAM_START.test(head)) return true
  const start = head.slice(0, 32_768)
  const { visible, punctuation } = countOutsideComments(start)
  const share = punctuation / Math.max(1, visible)
  if (share < CODE_PUNCTUATION || visible < 20) return false
  const code = start.replace(COMMENT_LINE, '')
  if (share > SQUEEZED && /\b(?:function|var|return|const|import|color|margin|font)\b/.test(code)) return true
  const lines = code.split('\n').filter((line) => line.trim() !== '')
  const telling = lines.filter((line) => PROGRAM_LINE.test(line.slice(0, 300))).length
  return telling >= 3 && telling / lines.length > 0.4
}

/** Visible characters of what is no comment, and those of `{}();=` among them. By hand: every text passes through here. */
function countOutsideComments(text: string): { readonly visible: number; readonly punctuation: number } {
  const { length } = text
  const units = unitsOf(text)
  let [visible, punctuation] = [0, 0]
  let isAtLineStart = true
  let isComment = false
  for (let i = 0; i < length; i++) {
    const unit = units[i] as number
    const kind = unit < 0x80 ? KINDS[unit] : kindOf(unit)
    if (kind === LINE_END) {
      isAtLineStart = true
      isComment = false
    } else if (!isComment && kind !== BLANK) {
      isComment = isAtLineStart && (unit === STAR || (unit === SLASH && i + 1 < length && isCommentSign(units[i + 1])))
      isAtLineStart = false
      if (isComment) continue
      visible++
      if (kind === CODE_SIGN) punctuation++
    }
  }
  return { visible, punctuation }
}

const STAR = 0x2a
const SLASH = 0x2f
const LINE_END = 1
const BLANK = 2
const CODE_SIGN = 3
/** What each ASCII character is. */
const KINDS = Uint8Array.from({ length: 0x80 }, (_, unit) => kindOf(unit))

function isCommentSign(unit: number | undefined): boolean {
  return unit === STAR || unit === SLASH
}

function kindOf(unit: number): number {
  if (unit === 0x0a || unit === 0x0d || unit === 0x2028 || unit === 0x2029) return LINE_END
  if (unit < 0x80) {
    const character = String.fromCharCode(unit)
    return /\s/.test(character) ? BLANK : '{}();='.includes(character) ? CODE_SIGN : 0
  }
  return unit === 0xa0 || (unit >= 0x1680 && /\s/.test(String.fromCharCode(unit))) ? BLANK : 0
}
