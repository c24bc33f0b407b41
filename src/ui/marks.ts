/** The few drawings of the site, inline, in the colour of the text. All are ornaments: the words stand beside them. */
import { type Html, raw } from './html.ts'

/** Between the parts of a front page. */
export const ORNAMENT: Html = raw(
  '<svg class="ornament" viewBox="0 0 110 18" aria-hidden="true" focusable="false" fill="none" stroke="currentColor"><path d="M0 9h41M69 9h41"/><path d="M55 2l7 7-7 7-7-7z" fill="currentColor" stroke="none"/><path d="M45 6l3 3-3 3M65 6l-3 3 3 3"/></svg>',
)

/** A small circle that fills with a rating or a status: `fill` from 0 to 4 quarters. */
export function roundMark(fill: 0 | 1 | 2 | 3 | 4): Html {
  return ROUND_MARKS[fill]
}

const QUARTERS = ['', 'M6 6V1A5 5 0 0 1 11 6Z', 'M6 1A5 5 0 0 1 6 11Z', 'M6 6H1A5 5 0 1 0 6 1Z', '']
const ROUND_MARKS = [0, 1, 2, 3, 4].map((fill) =>
  raw(
    `<svg class="mark" viewBox="0 0 12 12" aria-hidden="true" focusable="false"><circle cx="6" cy="6" r="5" fill="${fill === 4 ? 'currentColor' : 'none'}" stroke="currentColor"/><path d="${QUARTERS[fill]}" fill="currentColor"/></svg>`,
  ),
) as [Html, Html, Html, Html, Html]
