/**
 * What may be bound to a query, the same on both engines.
 *
 * Objects are refused: `node:sqlite` takes an object in first place for named parameters and shifts the rest, and `pg`
 * writes a `Date` in local time. Text loses what XML 1.0 forbids (NUL, C0 controls, lone surrogates, two
 * noncharacters), each replaced by U+FFFD: PostgreSQL cannot store a NUL, neither engine a lone surrogate, and every
 * text in the catalogue ends on a page or in an EPUB. Intake reports such characters where it meets them; here it is
 * done once more for what did not go through intake, such as file names. The original keeps its bytes.
 */

export type Value = null | number | bigint | string | Uint8Array

export class UnusableValue extends Error {
  override name = 'UnusableValue'
}

/** Everything XML 1.0 forbids except lone surrogates, which `toWellFormed` replaces. */
// oxlint-disable-next-line no-control-regex -- these controls are what it looks for
const ALL_FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g
/** The same and every half of a pair: one look that lets nearly every text through. */
// oxlint-disable-next-line no-control-regex -- these controls are what it looks for
const MAY_BE_FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ud800-\udfff\ufffe\uffff]/

/** The text as the database keeps it: what XML forbids becomes U+FFFD. */
export function cleanText(text: string): string {
  return MAY_BE_FORBIDDEN.test(text) ? text.toWellFormed().replace(ALL_FORBIDDEN, '\ufffd') : text
}

/** One parameter of a query, or a fault that says which one cannot be bound. */
export function bindable(value: unknown, position: number): Value | boolean {
  if (typeof value === 'string') return cleanText(value)
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw unusable(position, String(value))
    return value
  }
  if (value === null || typeof value === 'boolean' || typeof value === 'bigint') return value
  if (value instanceof Uint8Array) return value
  throw unusable(position, typeof value === 'object' ? (value.constructor?.name ?? 'an object') : typeof value)
}

function unusable(position: number, what: string): UnusableValue {
  return new UnusableValue(
    `parameter ${position + 1} of a query is ${what}; texts, numbers, booleans and bytes can be bound`,
  )
}
