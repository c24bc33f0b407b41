/** The characters of an XML file, by its byte order mark, by what it declares, or as UTF-8 (XML 1.0, appendix F). */
import { latin1 } from '../../../kernel/latin1.ts'

/** `encoding="iso-8859-1"` in the first line. */
const DECLARED = /^<\?xml[^>]{0,80}\bencoding\s*=\s*["']([\w.:-]{2,40})["']/

export function decodeXml(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return decodeAs('utf-16le', bytes)
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return decodeAs('utf-16be', bytes)
  if (bytes[0] === 0x3c && bytes[1] === 0) return decodeAs('utf-16le', bytes)
  if (bytes[0] === 0 && bytes[1] === 0x3c) return decodeAs('utf-16be', bytes)
  const head = latin1(bytes, 200)
  const declared = DECLARED.exec(head.replace(/^\xef\xbb\xbf/, ''))?.[1] ?? 'utf-8'
  // What begins in single bytes is not UTF-16, whatever it declares.
  return decodeAs(/^utf-?16/i.test(declared) ? 'utf-8' : declared, bytes)
}

function decodeAs(label: string, bytes: Uint8Array): string {
  try {
    return new TextDecoder(label).decode(bytes)
  } catch {
    // An encoding that nobody knows: XML is UTF-8 unless it says otherwise.
    return new TextDecoder().decode(bytes)
  }
}
