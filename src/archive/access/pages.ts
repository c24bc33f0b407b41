/** The page for a key that opens nothing. */
import { type Html, html, type PageOptions, page } from '../../ui/index.ts'

export function keyRefusedPage(options: PageOptions): Html {
  return page(
    'This key does not open anything',
    html`<div class="message"><h1>This key does not open anything</h1><p>It was used before, or a newer one was handed out, or a part of the address is missing. Nothing was changed.</p><p>Start the server again (<code>ficarium serve</code>): it prints an address with a new key.</p></div>`,
    { ...options, isUnlisted: true },
  )
}
