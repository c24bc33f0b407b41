/** Parses the markup of a value: nearly always simple, else made safe for the parser first. */
import { type Markup, parseMarkup } from '../read/markup.ts'
import { parseSimpleMarkup } from '../read/simple-markup.ts'
import { maskMarkup } from './mask-markup.ts'

export function parseValue(source: string): Markup {
  return parseSimpleMarkup(source) ?? parseMarkup(source, maskMarkup(source))
}
