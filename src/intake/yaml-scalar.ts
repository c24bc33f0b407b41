/** Writes a text as a value of a YAML file that people edit: as it is where that is safe, else in quotation marks. */
import { stringify } from 'yaml'

/** One line, in quotation marks where YAML needs them. */
export function yamlScalar(text: string): string {
  if (/^(?:0|[1-9]\d{0,14})$/.test(text)) return text
  // Line ends and controls are written as escapes, which JSON and YAML have in common.
  if (ODD.test(text)) return JSON.stringify(text).replaceAll(ODD, escaped)
  const written = stringify(text, { lineWidth: 0 }).trimEnd()
  // A text that begins like the end of a document ("...and then") would become a block of lines.
  return written.includes('\n') ? JSON.stringify(text) : written
}

/** Controls, line separators, and what editors do not show. */
// oxlint-disable-next-line no-control-regex -- these controls are what it looks for
const ODD = /[\u0000-\u001f\u007f-\u00a0\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff]/g

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
}
