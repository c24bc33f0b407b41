import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { detectFormat } from './index.ts'

function detect(content: string, path = 'x'): string {
  const { format, refusal } = detectFormat(Uint8Array.from(Buffer.from(content, 'latin1')), path)
  return refusal === null ? format : `${format}: ${refusal.code}`
}

function zip(name: string, content: string): string {
  return `PK\x03\x04${'\0'.repeat(22)}${String.fromCharCode(name.length)}\0\0\0${name}${content}`
}

const PROSE = 'The lamp went out. Nobody spoke, and then the door (it was never locked) opened; she came in.\n'.repeat(
  5,
)

describe('detectFormat', () => {
  test.each([
    ['a story', PROSE],
    ['one that begins like a mailbox', `From the shore she saw a ship.\n${PROSE}`],
    ['one that begins like a program', `MZ was what they called him.\n${PROSE}`],
    ['one that begins like a bitmap', `BM, he wrote, meant nothing.\n${PROSE}`],
    ['one that quotes a <', `${PROSE}"Is a < b?" <grin> <3 <g>\n`],
    ['one that speaks of tags', `${PROSE}He closed the <p> and the <br> by hand.\n`],
    ['one with typed italics', `${PROSE}She was <i>not</i> amused. <b>Not</b> at all.\n`],
    ['one in brackets', `[Author's note: "so": it begins]\n${PROSE}`],
    ['a post with its envelope', `From: a@example.com\nSubject: [FIC] Lamp (1/2)\nNewsgroups: alt.x\n\n${PROSE}`],
    ['a header of labels', `Title: Lamp\nRating: PG\nSummary: x\n\n${PROSE}`],
    ['one that creates tables', `CREATE TABLE manners, she said, and sit.\n${PROSE}`],
    ['zero bytes in blocks', `${PROSE}${'\0'.repeat(5000)}${PROSE}`],
    ['UTF-16', `\xff\xfe${Buffer.from(PROSE, 'utf16le').toString('latin1')}`],
    ['UTF-16 without a mark', Buffer.from(PROSE, 'utf16le').toString('latin1')],
    ['a letter of Windows-1252', 'd\xe9j\xe0 vu'],
    ['a drawn line', `${PROSE}\n=-=-=-=-=-=-=(*)=-=-=-=-=-=-=\n${PROSE}`],
  ])('takes %s for a text', (_, content) => {
    expect(detect(content)).toBe('text')
  })

  test.each([
    ['a page', '<!DOCTYPE html>\n<html><body>x'],
    ['a saved page', '\xef\xbb\xbf<!-- saved from url=(0014)about:internet -->\n<HTML><HEAD>'],
    ['XHTML', '<?xml version="1.0"?>\n<!DOCTYPE html PUBLIC "x">\n<html xmlns="http://www.w3.org/1999/xhtml">'],
    ['a fragment', '<p>One.</p><p>Two.</p>'],
    ['a soup of line breaks', 'One.<br><br>Two.<br><br>Three.<BR>'],
  ])('takes %s for HTML', (_, content) => {
    expect(detect(content)).toBe('html')
  })

  test('lets the name decide about a text with inline tags only', () => {
    expect(detect('She was <i>not</i> amused.', 'a.html')).toBe('html')
    expect(detect('She was <i>not</i> amused.', 'a.txt')).toBe('text')
  })

  test.each([
    ['', 'empty: empty'],
    [' \r\n\t\0\0', 'empty: empty'],
    ['\x89PNG\r\n\x1a\n\0\0', 'png: image'],
    ['\xff\xd8\xff\xe0\0\x10JFIF', 'jpeg: image'],
    ['GIF89a\x01', 'gif: image'],
    ['<?xml version="1.0"?><svg xmlns="x">', 'svg: image'],
    ['ID3\x03\0\0', 'mp3: audio-or-video'],
    ['RIFF\0\0\0\0WAVEfmt ', 'wave: audio-or-video'],
    ['\0\0\0\x18ftypmp42', 'mp4: audio-or-video'],
    ['\x7fELF\x02\x01', 'elf: program'],
    [`MZ\x90${'\0'.repeat(60)}PE`, 'program: program'],
    ['#!/bin/sh\nls\n', 'program: program'],
    ['<?php echo 1; ?>', 'program: program'],
    ['body { color: red; }\np.x { margin: 0; }\na:hover { color: blue; }\n', 'program: program'],
    ['function a() {\n  return 1;\n}\nvar b = a();\nif (b) { a(); }\n', 'program: program'],
    ['%PDF-1.4\n', 'pdf: format-not-read-yet'],
    [gzipSync('x').toString('latin1'), 'gz: format-not-read-yet'],
    [`${'x'.repeat(257)}ustar\0`, 'tar: format-not-read-yet'],
    ['From a@example.com Tue Mar  5 21:04:11 2002\nSubject: hi\n\nx', 'mbox: format-not-read-yet'],
    ['From - Tue Mar  5 21:04:11 2002\nX-Mozilla-Status: 0\n\nx', 'mbox: format-not-read-yet'],
    ['-- MySQL dump 10.13\n--\nCREATE TABLE `x` (', 'sql: format-not-read-yet'],
    ['{"title": "x"}', 'json: format-not-read-yet'],
    ['{"profile": "data-package", "wacz_version": "1.1.1"}', 'web-archive-part: site-file'],
    ['{"format": "json-pages-1.0", "id": "pages"}\n', 'web-archive-part: site-file'],
    ['com,example)/a.html 20091021031244 {"url": "http://example.com/a.html"}\n', 'web-archive-part: site-file'],
    ['<?xml version="1.0"?>\n<livejournal><entry>', 'livejournal-xml: format-not-read-yet'],
    ['<?xml version="1.0"?>\n<anything/>', 'xml: format-not-read-yet'],
  ])('refuses %j as %s', (content, expected) => {
    expect(detect(content)).toBe(expected)
  })

  test('knows an e-book by its type, whatever it is called', () => {
    expect(detect(zip('mimetype', 'application/epub+zip'))).toBe('epub')
  })

  test.each([
    ['one that was sent', 'Received: from x\n\tby y\nFrom: a@example.com\n\nx', 'x'],
    ['one of parts', 'From: a\nMIME-Version: 1.0\nContent-Type: text/plain\n\nx', 'x'],
    ['a post of a newsgroup', 'From: a@example.com\nNewsgroups: alt.x\nMessage-ID: <1@x>\n\nx', 'x'],
    ['one that is named so', 'Subject: Hello\n\nx', 'a/0001.eml'],
    ['one of a maildir', 'Subject: Hello\n\nx', 'mail/cur/1015372000.M1P2.host:2,S'],
  ])('takes %s for a mail', (_, content, path) => {
    expect(detect(content, path)).toBe('mail')
  })

  test.each([
    ['RTF', '{\\rtf1\\ansi x}', 'rtf'],
    ['old Word', '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0', 'doc'],
    ['OpenDocument', zip('mimetype', 'application/vnd.oasis.opendocument.textPK'), 'odt'],
    ['Word', zip('[Content_Types].xml', `x${zip('word/document.xml', 'x')}`), 'docx'],
    ['flat OpenDocument', '<?xml version="1.0"?>\n<office:document xmlns:office="x">', 'fodt'],
  ])('hands %s on to be opened', (_, content, expected) => {
    expect(detect(content)).toBe(expected)
  })

  test('says what to do with a file of WordPerfect', () => {
    expect(detectFormat(Buffer.from('\xffWPC\x10\0', 'latin1'), 'x').refusal?.why).toContain('LibreOffice')
  })

  test('hands an ordinary zip file on', () => {
    expect(detect(zip('story.txt', 'x'))).toBe('zip')
  })

  test('refuses bytes of no kind', () => {
    const noise = String.fromCharCode(...Array.from({ length: 4000 }, (_, i) => ((i * 2654435761) >>> 13) & 255))
    expect(detect(noise)).toBe('binary: binary')
  })
})
