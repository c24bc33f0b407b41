/**
 * The stylesheet of an EPUB: what sets a story apart from a text file, and nothing that a reader may want to choose.
 *
 * No font, size or colour is set, so that a reading program's own settings win. Old programs know neither generated
 * content nor `@supports`: there a break is a short rule, elsewhere an ornament.
 */
export const STYLESHEET = `body { margin: 0 5%; }
p { margin: 0; text-indent: 1.3em; }
h1, h2, h3, h4, h5 { margin: 1.5em 0 1em; line-height: 1.25; text-align: start; break-after: avoid; }
h1 + p, h2 + p, h3 + p, h4 + p, h5 + p, hr + p, ins + p, header + p, p:first-child { text-indent: 0; }

hr { width: 20%; margin: 1.5em auto; border: 0; border-top: 1px solid; }
@supports (display: flex) {
  hr { width: auto; border: 0; color: inherit; text-align: center; }
  hr::before { content: "*\\2003*\\2003*"; }
}

blockquote, div.letter, div.note { margin: 1em 0; margin-inline-start: 1.5em; margin-inline-end: 1.5em; }
div.letter { padding-inline-start: 1em; border-inline-start: 1px solid; }
div.letter header p { margin-bottom: 0.5em; text-indent: 0; }
div.letter footer { margin-top: 0.5em; }
div.letter footer p { text-align: end; text-indent: 0; }
div.diary { margin: 1.5em 0; }
div.diary > h3, div.diary > h4, div.diary > h5 { font-size: 1em; font-style: italic; font-weight: normal; text-align: end; }
div.verse { margin: 1em 0; margin-inline-start: 2em; }
div.verse p { margin: 0 0 0.75em; padding-inline-start: 1.5em; text-indent: -1.5em; text-align: start; }
div.centre, div.centre p { text-align: center; text-indent: 0; }
div.right, div.right p { text-align: right; text-indent: 0; }
div.note { font-size: 0.9em; }
section.pov { margin: 1.5em 0; }
section.pov > h3, section.pov > h4, section.pov > h5 { font-size: 1em; font-variant: small-caps; letter-spacing: 0.05em; }
ins.gap { display: block; margin: 1em 0; font-style: italic; text-align: center; text-decoration: none; }
pre { margin: 1em 0; white-space: pre-wrap; }
table { margin: 1em 0; border-collapse: collapse; }
td, th { padding: 0.2em 0.5em; text-align: start; vertical-align: top; }
figure { margin: 1em 0; text-align: center; }
.smallcaps { font-variant: small-caps; }
.image { font-style: italic; }

.titlepage h1 { margin: 2em 0 0.5em; text-align: center; }
.byline, .copy { margin: 0 0 2em; text-align: center; text-indent: 0; }
.facts { margin: 1em 0; }
.facts dt { margin-top: 0.5em; font-variant: small-caps; }
.facts dd { margin: 0; margin-inline-start: 1.5em; }
.matter p { margin: 0 0 0.5em; text-indent: 0; }
nav ol { padding-inline-start: 1.5em; }
`
