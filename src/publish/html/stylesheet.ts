/** The stylesheet inside a downloaded page: a calm column by day and by night, a booklet in print. */
export const STYLESHEET = `:root { color-scheme: light dark; --ground: #fbf9f4; --ink: #1f1c18; --faint: #5b554c; --line: #d8d2c6; --link: #7a2b1d; }
@media (prefers-color-scheme: dark) { :root { --ground: #16171a; --ink: #dcd8cf; --faint: #a49f95; --line: #383a40; --link: #e3a294; } }
* { box-sizing: border-box; }
body { margin: 0; padding: 2rem 1.25rem; background: var(--ground); color: var(--ink); font: 1.1875rem/1.55 Charter, "Bitstream Charter", "Sitka Text", Cambria, Georgia, serif; }
main, body > footer { max-width: 66ch; margin-inline: auto; }
h1, h2, h3, h4, h5 { line-height: 1.25; text-wrap: balance; }
h1 { margin: 1em 0 0.25em; font-size: 2rem; }
h2 { margin: 2.5em 0 1em; font-size: 1.375rem; }
a { color: var(--link); }
.byline { margin: 0 0 1.5em; font-size: 1.125rem; }
.facts { display: grid; grid-template-columns: max-content 1fr; gap: 0.2em 1.2em; margin: 0 0 1.5em; padding-block: 0.8em; border-block: 1px solid var(--line); font-size: 0.9375rem; }
.facts dt { grid-column: 1; color: var(--faint); font-variant: small-caps; }
.facts dd { grid-column: 2; margin: 0; }
.matter { font-size: 0.9375rem; }
.matter h2, nav h2 { margin: 1.5em 0 0.25em; color: var(--faint); font-size: 1rem; font-variant: small-caps; }
.matter p { margin: 0 0 0.5em; }
nav ol { margin: 0; padding-inline-start: 1.5em; }
article { hyphens: auto; text-wrap: pretty; overflow-wrap: break-word; }
article p { margin: 0; text-indent: 1.4em; }
article :is(h1, h2, h3, h4, h5, hr, ins, header) + p, article p:first-child { text-indent: 0; }
hr { margin: 1.75em auto; border: 0; text-align: center; }
hr::before { content: "\\2042" / ""; color: var(--faint); }
blockquote, .letter, .note { margin: 1em 1.5em; }
.letter { padding-inline-start: 1.25em; border-inline-start: 2px solid var(--line); }
.letter header p { margin-bottom: 0.5em; text-indent: 0; }
.letter > footer { margin-top: 0.5em; }
.letter > footer p { text-align: end; text-indent: 0; }
.diary { margin: 1.5em 0; }
.diary > :is(h3, h4, h5) { font-size: 1em; font-style: italic; font-weight: normal; text-align: end; }
.verse { margin: 1em 2em; }
.verse p { margin: 0 0 0.75em; padding-inline-start: 1.5em; text-indent: -1.5em; }
.centre, .centre p { text-align: center; text-indent: 0; }
.right, .right p { text-align: right; text-indent: 0; }
.note { font-size: 0.9em; }
.pov > :is(h3, h4, h5) { font-size: 1em; font-variant: small-caps; letter-spacing: 0.05em; }
.gap { display: block; margin: 1em 0; color: var(--faint); font-style: italic; text-align: center; text-decoration: none; }
.smallcaps { font-variant: small-caps; }
.image { color: var(--faint); font-style: italic; }
pre { white-space: pre-wrap; overflow-wrap: break-word; }
table { border-collapse: collapse; }
td, th { padding: 0.25em 0.6em; border: 1px solid var(--line); text-align: start; vertical-align: top; }
td p, th p { text-indent: 0; }
figure { margin: 1em 0; text-align: center; }
.copy { margin-top: 3em; padding-top: 1em; border-top: 1px solid var(--line); color: var(--faint); font-size: 0.875rem; overflow-wrap: anywhere; }
@media print {
  @page { size: A5; margin: 16mm 14mm; }
  :root { --ground: #fff; --ink: #000; --faint: #444; --line: #999; --link: #000; }
  body { padding: 0; font-size: 10.5pt; }
  main, body > footer { max-width: none; }
  article { break-before: page; text-align: justify; }
  article:only-of-type { break-before: auto; }
  p { orphans: 2; widows: 2; }
  h2, h3, h4, h5 { break-after: avoid; }
  nav { display: none; }
}
`
