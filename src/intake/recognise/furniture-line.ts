/**
 * Tells a line of a saved page that belongs to the site and not to the story: navigation, counters, hosts.
 *
 *     [ Previous | Home | Next ]      Back to the index      You are visitor number 10482
 */
import { foldText } from '../../kernel/text.ts'

const PHRASES = new Set(
  (
    'home|main|main page|index|story index|back|back to index|back to the index|back to stories|back to story index|back to main|back to top|' +
    'back to the main page|back to fanfiction|back to fan fiction|back to home|return to index|return to stories|return to top|top|top of page|next|' +
    'prev|previous|next chapter|next part|next page|next story|previous chapter|previous part|previous page|previous story|first|last|contents|' +
    'table of contents|fanfiction|fan fiction|fanfic|fics|stories|story list|archive|archives|links|guestbook|sign guestbook|view guestbook|' +
    'sign my guestbook|view my guestbook|email|e-mail|e-mail me|email me|mail me|updates|webring|join|random|list sites|forum|search|login|log in|' +
    'register|print|printer|printer friendly|add to favorites|report abuse|reviews|post review|zuruck|startseite|weiter|nach oben|accueil|retour|' +
    'fan fiction index|back to fiction|fiction|awards|about me|about the author|my stories|other stories|more stories|site map|disclaimer page|' +
    'previous 5 sites|next 5 sites|previous 5|next 5|skip previous|skip next|skip it|skip|prev 5|previous site|next site|random site|list sites|' +
    'list all sites|list all|ring hub|ring home|join this ring|join the ring|view my guestbook|read my guestbook|sign the guestbook|read the guestbook|' +
    'feedback|comments|mail|suivant|precedent|sommaire|inicio|volver|siguiente|anterior|indietro|avanti|на главную|назад|вперед'
  ).split('|'),
)
/** Phrases that say by themselves that they are no story. */
const ALONE =
  /^(?:(?:back|return) to (?:the )?(?:main|index|top|stories|story|home|fanfic|fan fiction|archive|list|contents)\b.{0,30}|(?:next|previous) (?:chapter|part|page|story)|(?:sign|view) (?:my |the )?guestbook|printer[- ]friendly(?: version)?|table of contents|top of page|zuruck zur .{1,20}|retour (?:au|a la) .{1,20}|на главную)$/
const LINK = /^(?:(?:back|return|on|up) to|comments to|feedback to|(?:e-?)?mail|write to|visit) .{1,30}$/
const COUNTERS =
  /^(?:you are (?:visitor|reader|number|guest)\b.{0,60}\d.{0,20}|this page has been (?:accessed|visited|viewed)\b.{0,40}|visitors?(?: since .{1,30})?:? ?\d[\d,.]*|hits:? ?\d[\d,.]*|(?:this (?:site|page) (?:is )?)?(?:hosted|powered) by \S.{0,40}|last (?:updated|modified)(?: on)?:? .{4,40}|page (?:created|updated|last updated|maintained) .{2,50}|site meter|get your own free (?:home ?page|web ?site)\b.{0,30}|geocities\b.{0,40}|best viewed (?:with|in) .{2,60})$/

/** "This Harbour Tales Webring site is owned by Wren.", "This page hosted by GeoCities Get your own Free Home Page" */
const RINGS =
  /^(?:this (?:.{0,60} )?(?:web ?ring|ring)(?: site| page)? (?:is|was) (?:owned|run|maintained|created) by .{1,60}|(?:this )?(?:site|page) (?:is )?(?:a )?(?:proud )?member of (?:the )?.{1,60}\bring\b.{0,20}|want to join (?:the |this )?(?:web ?)?ring\b.{0,20}|(?:this )?(?:site|page) (?:is )?hosted by .{0,40}get your own free .{1,30}|sitemeter|extreme tracking|hit counter|free counters?!?)$/

export function isFurnitureLine(text: string): boolean {
  if (text.length > 120) return false
  const folded = foldText(text)
  if (COUNTERS.test(folded) || RINGS.test(folded.replace(/[.!]+$/, ''))) return true
  const items = folded
    .split(/[|[\]<>«»·•*~{}()/\\–—]+|\s-\s|\s{2,}/u)
    .map((item) => item.replace(/^[\s.:,-]+|[\s.:,-]+$/gu, ''))
    .filter((item) => item !== '')
  if (items.length === 0) return false
  if (items.length === 1)
    return ALONE.test(items[0] as string) || (PHRASES.has(items[0] as string) && /^[[<«{(]/.test(text))
  // In a row of links a name of the site may stand: "Comments to Pim • Back to the Lighthouse".
  return items.every((item) => PHRASES.has(item) || ALONE.test(item) || LINK.test(item))
}
