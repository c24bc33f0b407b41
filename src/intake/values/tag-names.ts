/** Names of elements, by what is done with their tags before a value is parsed. */

function names(list: string): ReadonlySet<string> {
  return new Set(list.split(' '))
}

/** All that a browser ever knew. What else stands in angle brackets, without attributes, is text: `<grin>`. */
export const KNOWN = names(
  'a abbr acronym address applet area article aside audio b base basefont bdi bdo bgsound big blink blockquote body br ' +
    'button canvas caption center cite code col colgroup command content data datalist dd del details dfn dialog dir ' +
    'div dl dt em embed fieldset figcaption figure font footer form frame frameset h1 h2 h3 h4 h5 h6 head header ' +
    'hgroup hr html i iframe ilayer image img input ins isindex kbd keygen label layer legend li link listing lj main ' +
    'map mark marquee math menu menuitem meta meter multicol nav nobr noembed noframes nolayer noscript object ol ' +
    'optgroup option output p param picture plaintext pre progress q rb rbc rp rt rtc ruby s samp script section ' +
    'select slot small source spacer span strike strong style sub summary sup svg table tbody td template textarea ' +
    'tfoot th thead time title tr track tt u ul var video wbr xml xmp',
)

/** What stands in them is read as anything else, though browsers would show it in a box or not at all. */
export const DISSOLVED = names(
  'applet audio button canvas command content datalist embed form frame frameset input isindex keygen label layer ' +
    'ilayer map menuitem noembed noframes nolayer noscript object optgroup option output plaintext select slot spacer ' +
    'template textarea video',
)

/** Nothing in them is shown, and it may be no markup: they go as a whole. */
export const HIDDEN = names('script svg math xml iframe')

/** Up to their end there is no markup. */
export const RAW = names('style title xmp')

/** Their effect goes on behind the paragraph in which they were left open. */
export const FORMATTING = names('a b big code em font i nobr s small strike strong tt u')

/** Without an end, or ended by the next of their kind: never many open at a time. */
export const UNNESTED = names(
  'area base basefont bgsound body br caption col colgroup dd dt head hr html image img li link meta p param source ' +
    'tbody td tfoot th thead tr track wbr',
)

/** They hold paragraphs. Whatever is in none of these lists ends with its paragraph. */
export const NESTED = names(
  'address article aside blockquote center details dialog dir div dl fieldset figcaption figure footer h1 h2 h3 h4 h5 ' +
    'h6 header hgroup legend listing main marquee menu nav ol pre section summary table ul',
)
