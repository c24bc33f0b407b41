/**
 * Tells the page by which a personal site greets its visitors from a story.
 *
 *     Welcome to my page! I put all my fan fiction here, so look around.
 *     My stories · Links · Guestbook            Last updated: May 5, 2002
 *
 * Stories begin with a welcome, too, and short ones stand among more links than lines. So the greeting must name the
 * site, most words outside its links must speak of sites, and nobody may speak or be summed up: what is left is too
 * little for a drabble.
 */
import { foldText } from '../../../kernel/text.ts'
import { isFurnitureLine } from '../../recognise/furniture-line.ts'
import { findLabel } from '../../recognise/header/label.ts'
import { type PageLine, readLines } from './page-lines.ts'
import type { Parent } from './page-tree.ts'

/** A home page that says more is one to read. */
const MOST_WORDS = 300
/** Words outside links in lines that do not speak of a site; a drabble has a hundred. */
const MOST_OTHER_WORDS = 45
/** So much of what it says is about the site. */
const LEAST_TALK = 0.6
/** The greeting stands at the top, below a banner and a menu. */
const GREETED_WITHIN = 12
const MOST_NAMED = 10

/** Null for every other page. */
export function whyHomePage(page: Parent): string | null {
  const { lines } = readLines(page)
  const words: number[] = []
  let all = 0
  for (const { rest } of lines) {
    const count = countWords(rest)
    words.push(count)
    all += count
    // A story has more within a few lines.
    if (all > MOST_WORDS) return null
  }
  if (all === 0) return null
  if (!lines.slice(0, GREETED_WITHIN).some(({ text }) => greets(foldText(text)))) return null
  if (lines.some((line) => isSpoken(line) || isOfStory(line))) return null
  const talk = sum(lines.map(({ text, rest }, i) => (isFurnitureLine(text) ? (words[i] ?? 0) : wordsOfTalk(rest))))
  if (all - talk > MOST_OTHER_WORDS || talk < all * LEAST_TALK) return null
  const links = lines
    .flatMap((line) => line.links.map(({ href }) => href))
    .filter((href) => !/^(?:mailto:|#)/i.test(href))
  const named = [...new Set(links)].slice(0, MOST_NAMED).map((href) => `“${href.slice(0, 100)}”`)
  const leads = named.length === 0 ? '' : ` It leads to ${named.join(', ')}.`
  return `This page greets the visitors of a site and holds no story.${leads} It is kept.`
}

const SITE =
  'home ?page|web ?page|web ?site|site|page|corner of the (?:web|net)|archive|fan ?fic(?:tion)? (?:page|site|archive)'
/** Folded: how sites greet in the languages we read. */
const GREETINGS: readonly RegExp[] = [
  new RegExp(String.raw`\bwelcome (?:one and all )?to (?:\S+ ){1,6}?(?:${SITE})\b`),
  /\bwillkommen auf (?:meine[rn]|unsere[rn]) (?:\S+ )?(?:home ?page|seiten?|website|webseite)\b/,
  /\bbienvenue? sur (?:mon|ma|notre|le) (?:\S+ )?(?:site|page)\b/,
  /\bbienvenid[oa@]s? a (?:mi|nuestr[oa]|la) (?:\S+ )?(?:pagina|web|sitio)\b/,
  /\bbenvenut[oiae] (?:nel|nella|sul|sulla|al|alla) (?:mi[oa]|nostr[oa]) (?:\S+ )?(?:sito|pagina)\b/,
  /\bbem-?vind[oa@]s? (?:a|ao) (?:minha|meu|noss[oa]) (?:\S+ )?(?:pagina|site)\b/,
  /\bbenvid[oa@]s? a (?:mina|nosa) (?:\S+ )?(?:paxina|web)\b/,
  /\bbenvingu(?:t|da|ts|des) a (?:la meva|la nostra) (?:\S+ )?(?:pagina|web)\b/,
  /\bwelkom op (?:mijn|onze) (?:\S+ )?(?:site|pagina|homepage|website)\b/,
  /\bvalkommen till (?:min|var) (?:\S+ )?(?:hem)?sida\b/,
  /\bvelkomin a (?:\S+ )?(?:(?:heima|vef)?siduna|(?:heima|vef)?sidu)\b/,
  /\budvozoll?(?:ek|unk|om)\b.{0,30}\b(?:honlap|oldal|weboldal)\p{L}*/u,
  /\bvitejte na (?:\S+ )?(?:strankach|strance|webu)\b/,
  /\bvitajte na (?:\S+ )?(?:strankach|stranke|webe)\b/,
  /\bwita(?:m|jcie|my) na (?:\S+ )?(?:stronie|stronce)\b/,
]

/** A greeting that somebody speaks, or that goes on about what happened, is a story's. */
function greets(folded: string): boolean {
  return !/^["'«„]/.test(folded) && GREETINGS.some((greeting) => greeting.test(folded))
}

/** Words of sites; each is said in stories as well, and then most lines are not made of them. */
const SITE_WORDS =
  /\b(?:home ?pages?|web ?(?:pages?|sites?|rings?|master|mistress)|sites?|this page|my page|guest ?book|counter|visitors?|browser|netscape|internet explorer|\d{3,4} ?x ?\d{3,4}|java ?script|updat(?:e|es|ed|ing)|under construction|last modified|coming soon|fan ?fics?|fan ?fictions?|fics|my (?:own )?stories|stories (?:here|below|on)|e-?mail(?:ed|s)?(?: me)?|feedback|awards?|banners?|geocities|tripod|angelfire|look around|take a look|click|enjoy your (?:stay|visit)|(?:thanks|thank you) for (?:visiting|coming|stopping|dropping)|come (?:back|again)|mailing list|links?|homepage|webseite|seiten?|gastebuch|aktualisiert|geschichten|livre d'or|mise a jour|fanfics?|pagina|libro de visitas|sito|aggiornat[oa]|paxina|honlap|vendegkonyv|frissit\p{L}*|stranky|strankach|gestabok|hemsida)\b/u

/** Sentence by sentence: a visitor may come at dusk in a paragraph that is a story. */
function wordsOfTalk(text: string): number {
  return sum(text.split(/(?<=[.!?…])\s+/).map((sentence) => (isSiteTalk(sentence) ? countWords(sentence) : 0)))
}

function isSiteTalk(sentence: string): boolean {
  const folded = foldText(sentence)
  return SITE_WORDS.test(folded) || greets(folded)
}

/** "I waited," she said. */
function isSpoken({ text }: PageLine): boolean {
  return /["“„«»][^"“”„«»]{1,200}[,.!?…]["”“»«]|^[—–]\s?\p{L}/u.test(text)
}

const STORY_LABELS: ReadonlySet<string> = new Set([
  'title',
  'author',
  'summary',
  'rating',
  'pairing',
  'warnings',
  'notes',
])

/** "Summary: …", "by Wren": what stands above a story, or beside its name in a list. */
function isOfStory({ text }: PageLine): boolean {
  const colon = text.slice(0, 60).indexOf(':')
  const key = colon > 0 ? findLabel(text.slice(0, colon), false)?.key : undefined
  return (key !== undefined && STORY_LABELS.has(key)) || /^by:? \S+(?: \S+)?$/i.test(text)
}

function countWords(text: string): number {
  return text.match(/[\p{L}\p{N}'’]+/gu)?.length ?? 0
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}
