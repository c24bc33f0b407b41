/**
 * Recognises end markers: a line that says the story, or this part of it, is over.
 *
 *     - fin -      The End      ~30~      TBC      (end part 2)      Fortsetzung folgt
 *
 * Only the words are judged here; that it stands near the end of a part, and not in the middle of one, is for
 * `closing.ts` to see.
 */
import { foldText } from '../../../kernel/text.ts'
import { undecorate } from './decoration.ts'

export type Ending = 'end' | 'end-of-part' | 'continued'

export interface EndMarker {
  readonly ending: Ending
  /** Words that are also said otherwise ("Fine", "Continua"): they want signs around them or the very last line. */
  readonly isDoubtful: boolean
}

const LONGEST = 70

const ENDS = new Set(
  (
    'the end|end|fin|finis|finite|fini|finito|ende|das ende|la fin|el fin|il fine|fim|o fim|einde|het einde|slut|koniec|' +
    'konec|loppu|vege|owari|the very end|end of story|end story|story end|the end for now|ende der geschichte|fin de la historia|' +
    "конец|fin da historia|fi|el fi|fi de la historia|itt a vege|endir|sogulok|og endir|fim da historia|完|全文完|終|终|終わり|おわり|끝|fin de l'histoire|end transmission"
  ).split('|'),
)
const DOUBTFUL_ENDS = new Set(['fine', '30', 'finished', 'over', 'done', 'complete'])
const CONTINUED = new Set(
  (
    'tbc|t.b.c|to be continued|to be cont|to be concluded|tbcontinued|more to come|more soon|more later|fortsetzung folgt|wird fortgesetzt|' +
    'a suivre|continuara|continua no proximo capitulo|continua en el proximo capitulo|folytatasa kovetkezik|folytatas kovetkezik|folyt. kov|folyt.kov|folyt kov|framhald sidar|framhald i naesta kafla|framhald i naesta hluta|meira sidar|pokracovanie nabuduce|pokracovanie nasleduje|pokracovani nasleduje|sigue|wordt vervolgd|cdn|c.d.n|ciag dalszy nastapi|pokracovani priste|продолжение следует|' +
    '未完|待续|待續|つづく|続く|계속'
  ).split('|'),
)
const DOUBTFUL_CONTINUED = new Set([
  'continua',
  'continued',
  'continue',
  'a continuar',
  'framhald',
  'folytatjuk',
  'pokracovani',
  'pokracovanie',
])

/** "end of part 2", "end chapter one", "fin du chapitre 3", "ende teil 2", "part 2 ends" */
const END_OF_PART =
  /^(?:the )?(?:end|ends|fin|fi|ende|fine|fim|einde|slut|konec|koniec|конец)(?: of| du| de la| de| del| des| di| van| do| da)?(?: the)? (?:part|chapter|ch|chap|section|book|prologue|epilogue|episode|act|teil|kapitel|prolog|epilog|partie|chapitre|prologo|epilogo|capitulo|capitolo|capitol|parte|deel|hoofdstuk|rozdzial|kapitoly|части|главы)\b.{0,25}$/u
/** "to be continued in part 3", "continued in chapter 4", "tbc soon" */
const CONTINUED_IN = /^(?:to be continued|tbc|continued|to be concluded|fortsetzung)\b.{0,40}$/u
/** "1. fejezet vége", "endir 2. kafla", "koniec 3. kapitoly": the number stands before its word. */
const END_OF_NUMBERED =
  /^(?:az? )?(?:\d{1,3}\.?|\p{L}{2,12}) (?:fejezet|resz) vege$|^(?:endir|lok|koniec|konec|fi|fin|fim) (?:(?:del?|do|da) )?(?:\d{1,3}\.?|\p{L}{2,12}) (?:kafla|hluta|kapitoly|casti|dilu|dielu|capitol|capitulo)$/u
/** "end 1/3", "end (1/?)" */
const END_OF_COUNT = /^end \(?\d{1,3} ?(?:\/|of) ?(?:\d{1,3}|\?)\)?$/

export function readEndMarker(text: string): EndMarker | null {
  if (text.length > LONGEST || text === '' || /^["“”„«]/u.test(text)) return null
  const { inner, hasSigns, hasBrackets } = undecorate(text)
  const isDecorated = hasSigns || hasBrackets
  const bare = foldText(inner)
    .replaceAll(/[.!?…,:;]+$/gu, '')
    .replaceAll(/\s+/gu, ' ')
    .trim()
  // A question or a comma is somebody talking.
  const isPlain = !/[,;]$/.test(text)
  if (ENDS.has(bare)) return { ending: 'end', isDoubtful: !isPlain }
  if (DOUBTFUL_ENDS.has(bare)) return { ending: 'end', isDoubtful: !isDecorated }
  if (CONTINUED.has(bare)) return { ending: 'continued', isDoubtful: !isPlain }
  if (DOUBTFUL_CONTINUED.has(bare)) return { ending: 'continued', isDoubtful: !isDecorated }
  if (END_OF_PART.test(bare) || END_OF_NUMBERED.test(bare) || END_OF_COUNT.test(bare))
    return { ending: 'end-of-part', isDoubtful: /[.]$/.test(text) && !isDecorated }
  if (CONTINUED_IN.test(bare)) return { ending: 'continued', isDoubtful: false }
  if (/^(?:the )?(?:end|fin|ende|fine|fim) ?\([^()]{2,25}\)$/u.test(bare)) return { ending: 'end', isDoubtful: false }
  if (/^the end\b.{1,20}$/.test(bare) && isDecorated) return { ending: 'end', isDoubtful: false }
  // "To be continued" and its kin in several tries: "T B C", "the e n d".
  return spacedOut(bare)
}

function spacedOut(bare: string): EndMarker | null {
  if (!/^(?:\p{L} )+\p{L}$/u.test(bare.replaceAll(/ {2,}/g, ' '))) return null
  const word = bare.replaceAll(' ', '')
  if (word === 'end' || word === 'theend' || word === 'fin') return { ending: 'end', isDoubtful: false }
  return word === 'tbc' ? { ending: 'continued', isDoubtful: false } : null
}
