/**
 * The words that open a chapter's heading, by language. `strong` ones are headings by themselves wherever they stand
 * alone with a number; the others ("Act 1", "Section 8") want a sequence or a place that speaks for them.
 */
export interface HeadingWord {
  readonly language: string
  readonly level: string
  readonly isStrong: boolean
}

/** language, level, words; an exclamation mark makes it strong. */
const WORDS: readonly (readonly [string, string, string])[] = [
  ['en', 'part!', 'part parts pt prt'],
  ['en', 'chapter!', 'chapter chapters chap chaps chpt chptr ch'],
  ['en', 'book!', 'book volume vol'],
  ['en', 'section', 'section installment instalment segment'],
  ['en', 'act', 'act scene'],
  ['en', 'episode', 'episode ep'],
  ['de', 'part!', 'teil'],
  ['de', 'chapter!', 'kapitel kap'],
  ['de', 'book!', 'buch'],
  ['de', 'section', 'abschnitt akt szene folge'],
  ['fr', 'part!', 'partie'],
  ['fr', 'chapter!', 'chapitre chapitres chap'],
  ['fr', 'book!', 'livre tome'],
  ['fr', 'section', 'acte scene episode'],
  ['es', 'part!', 'parte'],
  ['es', 'chapter!', 'capitulo capitulos cap'],
  ['es', 'book!', 'libro'],
  ['it', 'part!', 'parte'],
  ['it', 'chapter!', 'capitolo capitoli cap'],
  ['it', 'book!', 'libro'],
  ['pt', 'part!', 'parte'],
  ['pt', 'chapter!', 'capitulo cap'],
  ['nl', 'part!', 'deel'],
  ['nl', 'chapter!', 'hoofdstuk hfst'],
  ['sv', 'part!', 'del'],
  ['sv', 'chapter!', 'kapitel kapittel'],
  ['pl', 'part!', 'czesc'],
  ['pl', 'chapter!', 'rozdzial'],
  ['cs', 'part!', 'cast dil'],
  ['cs', 'chapter!', 'kapitola'],
  ['fi', 'part!', 'osa'],
  ['fi', 'chapter!', 'luku'],
  ['hu', 'part!', 'resz'],
  ['hu', 'chapter!', 'fejezet'],
  ['hu', 'book!', 'konyv kotet'],
  ['is', 'part!', 'hluti'],
  ['is', 'chapter!', 'kafli'],
  ['is', 'book!', 'bok bindi'],
  ['ca', 'part!', 'part'],
  ['ca', 'chapter!', 'capitol capitols cap'],
  ['ca', 'book!', 'llibre'],
  ['gl', 'part!', 'parte'],
  ['gl', 'chapter!', 'capitulo capitulos cap'],
  ['gl', 'book!', 'libro'],
  ['sk', 'part!', 'cast diel'],
  ['sk', 'chapter!', 'kapitola'],
  ['sk', 'book!', 'kniha'],
  ['cs', 'book!', 'kniha'],
  ['pt', 'book!', 'livro'],
  ['ru', 'part!', 'часть'],
  ['ru', 'chapter!', 'глава'],
]

/** Chapters that have a name in place of a number. */
export const UNNUMBERED: ReadonlySet<string> = new Set([
  'prologue',
  'prolog',
  'prologo',
  'proloog',
  'пролог',
  'prologus',
  'proleg',
  'formali',
  'inngangur',
  'epilogue',
  'epilog',
  'epilogo',
  'epiloog',
  'эпилог',
  'epilogus',
  'epileg',
  'eftirmali',
  'interlude',
  'interludio',
  'interludium',
  'zwischenspiel',
  'intermezzo',
  'интерлюдия',
  'coda',
  'предисловие',
  '序章',
  '終章',
  '终章',
  '楔子',
  '番外',
  'プロローグ',
  'エピローグ',
])

/** In place of the number: it is the last, whatever the number would be. */
export const LAST: ReadonlySet<string> = new Set([
  'final',
  'last',
  'finale',
  'letztes',
  'letzter',
  'dernier',
  'derniere',
  'ultimo',
  'ultima',
  'utolso',
  'sidasti',
  'posledni',
  'posledna',
  'derradeiro',
  'derradeira',
  'darrer',
  'darrera',
])

const BY_WORD: ReadonlyMap<string, readonly HeadingWord[]> = collect()

/** All readings of a folded word: "kapitel" is German and Swedish, "parte" three languages. */
export function headingWords(word: string): readonly HeadingWord[] {
  return BY_WORD.get(word) ?? []
}

function collect(): Map<string, HeadingWord[]> {
  const map = new Map<string, HeadingWord[]>()
  for (const [language, named, words] of WORDS) {
    const isStrong = named.endsWith('!')
    const level = isStrong ? named.slice(0, -1) : named
    for (const word of words.split(' ')) map.set(word, [...(map.get(word) ?? []), { language, level, isStrong }])
  }
  return map
}
