/**
 * Put white space in running text the way a page shows it: a run of blanks and line feeds is one space. Other spaces,
 * such as no-break spaces, were set on purpose and stay.
 */
export function collapse(text: string): string {
  return text.replaceAll(BLANKS, ' ')
}

const BLANKS = /[ \t\n\r\f]+/g
