/** The earliest date that an EDTF value allows, to sort by; '' when nothing is known. */
export function dateKey(edtf: string | null): string {
  return /\d{4}(?:-\d{2}(?:-\d{2})?)?/.exec(edtf ?? '')?.[0] ?? ''
}
