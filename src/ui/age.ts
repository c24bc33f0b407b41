/** The question before what is marked for adults; the answer is kept with how pages look. */
import { hiddenField } from './form.ts'
import { type Html, html, raw } from './html.ts'

/** `address` is where a yes leads. */
export function askAge(address: string): Html {
  return html`<form class="ask" method="post" action="/preferences">${hiddenField('return', address)}${hiddenField('marked', 'marked-show')}
<p>Show works that are marked like this?</p>
<p class="answers"><button>I am old enough; show them</button> <a href="/works">No, back to the works</a></p></form>
${KEPT}`
}

const KEPT = raw(
  '<p class="quiet">Your answer is kept in a cookie in this browser. You can take it back under “<a href="/preferences">How pages look</a>”.</p>',
)
