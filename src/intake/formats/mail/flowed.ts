/**
 * Joins the lines of `format=flowed` text (RFC 3676): a line that ends in a space goes on in the next.
 *
 *     "The lamp went \nout.\n"    "The lamp went out.\n"
 *
 * Lines keep the depth of their `>`, and the signature mark `-- ` ends in a space and joins nothing.
 */

export function joinFlowed(text: string, dropsSpace: boolean): string {
  const out: string[] = []
  let held: { readonly quote: string; line: string } | null = null
  for (const whole of text.split(/\r?\n/)) {
    const quote = /^>*/.exec(whole)?.[0] ?? ''
    const rest = whole.slice(quote.length)
    const line = rest.startsWith(' ') ? rest.slice(1) : rest
    const isSignature = line === '-- '
    if (held !== null && (held.quote !== quote || isSignature)) {
      out.push(written(held.quote, held.line))
      held = null
    }
    const joined: string = held === null ? line : held.line + line
    const goesOn = line.endsWith(' ') && !isSignature
    if (goesOn) held = { quote, line: dropsSpace ? joined.slice(0, -1) : joined }
    else {
      out.push(written(quote, joined))
      held = null
    }
  }
  if (held !== null) out.push(written(held.quote, held.line))
  return out.join('\n')
}

function written(quote: string, line: string): string {
  return quote === '' ? line : `${quote} ${line}`
}
