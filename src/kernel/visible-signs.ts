/** Text with what cannot be seen named: a no-break space as ⍽, a soft hyphen as U+00AD. */
export function visibleSigns(text: string): string {
  return text
    .replaceAll('\u00a0', '⍽')
    .replaceAll(UNSEEN, (sign) => `U+${(sign.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`)
}

const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu
