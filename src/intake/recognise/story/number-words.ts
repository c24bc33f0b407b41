/** Numbers in words, from one on, as headings write them; folded. Several forms of one number are joined by a slash. */
const NUMBERS: Readonly<Record<string, string>> = {
  en:
    'one/first/1st two/second three/third four/fourth five/fifth six/sixth seven/seventh eight/eighth nine/ninth ' +
    'ten/tenth eleven/eleventh twelve/twelfth thirteen/thirteenth fourteen/fourteenth fifteen/fifteenth ' +
    'sixteen/sixteenth seventeen/seventeenth eighteen/eighteenth nineteen/nineteenth twenty/twentieth',
  de:
    'eins/ein/erste/erster/erstes zwei/zweite/zweiter/zweites drei/dritte/dritter/drittes vier/vierte/vierter/viertes ' +
    'funf/funfte/funfter/funftes sechs/sechste/sechster/sechstes sieben/siebte/siebter/siebtes/siebentes ' +
    'acht/achte/achter/achtes neun/neunte/neunter/neuntes zehn/zehnte/zehnter/zehntes elf/elfte/elfter/elftes ' +
    'zwolf/zwolfte/zwolfter/zwolftes dreizehn/dreizehntes vierzehn funfzehn sechzehn siebzehn achtzehn neunzehn zwanzig',
  fr:
    'un/une/premier/premiere deux/deuxieme/second/seconde trois/troisieme quatre/quatrieme cinq/cinquieme six/sixieme ' +
    'sept/septieme huit/huitieme neuf/neuvieme dix/dixieme onze/onzieme douze/douzieme treize/treizieme ' +
    'quatorze/quatorzieme quinze/quinzieme seize/seizieme dix-sept dix-huit dix-neuf vingt',
  es:
    'uno/una/primero/primera/primer dos/segundo/segunda tres/tercero/tercera/tercer cuatro/cuarto/cuarta ' +
    'cinco/quinto/quinta seis/sexto/sexta siete/septimo/septima ocho/octavo/octava nueve/noveno/novena ' +
    'diez/decimo/decima once doce trece catorce quince dieciseis diecisiete dieciocho diecinueve veinte',
  it:
    'uno/una/primo/prima due/secondo/seconda tre/terzo/terza quattro/quarto/quarta cinque/quinto/quinta ' +
    'sei/sesto/sesta sette/settimo/settima otto/ottavo/ottava nove/nono/nona dieci/decimo/decima undici dodici ' +
    'tredici quattordici quindici sedici diciassette diciotto diciannove venti',
  pt:
    'um/uma/primeiro/primeira dois/duas/segundo/segunda tres/terceiro/terceira quatro/quarto/quarta ' +
    'cinco/quinto/quinta seis/sexto/sexta sete/setimo/setima oito/oitavo/oitava nove/nono/nona dez/decimo/decima ' +
    'onze doze treze catorze quinze dezesseis dezessete dezoito dezenove vinte',
  nl:
    'een/eerste twee/tweede drie/derde vier/vierde vijf/vijfde zes/zesde zeven/zevende acht/achtste negen/negende ' +
    'tien/tiende elf/elfde twaalf/twaalfde dertien veertien vijftien zestien zeventien achttien negentien twintig',
  sv:
    'ett/forsta tva/andra tre/tredje fyra/fjarde fem/femte sex/sjatte sju/sjunde atta/attonde nio/nionde tio/tionde ' +
    'elva/elfte tolv/tolfte tretton fjorton femton sexton sjutton arton nitton tjugo',
  pl:
    'jeden/pierwszy/pierwsza dwa/drugi/druga trzy/trzeci/trzecia cztery/czwarty/czwarta piec/piaty/piata ' +
    'szesc/szosty/szosta siedem/siodmy/siodma osiem/osmy/osma dziewiec/dziewiaty/dziewiata dziesiec/dziesiaty/dziesiata',
  cs:
    'jedna/prvni dva/druha/druhy/druhe tri/treti ctyri/ctvrta/ctvrty/ctvrte pet/pata/paty sest/sesta/sesty ' +
    'sedm/sedma/sedmy osm/osma/osmy devet/devata/devaty deset/desata/desaty',
  sk:
    'jedna/prva/prvy dva/druha/druhy tri/tretia/treti styri/stvrta/stvrty pat/piata/piaty sest/siesta/siesty ' +
    'sedem/siedma/siedmy osem/osma/osmy devat/deviata/deviaty desat/desiata/desiaty',
  hu:
    'egy/elso ketto/masodik harom/harmadik negy/negyedik ot/otodik hat/hatodik het/hetedik nyolc/nyolcadik ' +
    'kilenc/kilencedik tiz/tizedik tizenegy/tizenegyedik tizenketto/tizenkettedik',
  is:
    'einn/fyrsti/fyrsta tveir/annar/onnur thrir/thridji/thridja fjorir/fjordi/fjorda fimm/fimmti/fimmta sex/sjotti/sjotta ' +
    'sjo/sjoundi/sjounda atta/attundi/attunda niu/niundi/niunda tiu/tiundi/tiunda ellefu/ellefti/ellefta tolf/tolfti/tolfta',
  ca:
    'un/una/primer/primera dos/dues/segon/segona tres/tercer/tercera quatre/quart/quarta cinc/cinque/cinquena ' +
    'sis/sise/sisena set/sete/setena vuit/vuite/vuitena nou/nove/novena deu/dese/desena onze dotze',
  gl:
    'un/unha/primeiro/primeira dous/duas/segundo/segunda tres/terceiro/terceira catro/cuarto/cuarta cinco/quinto/quinta ' +
    'seis/sexto/sexta sete/setimo/setima oito/oitavo/oitava nove/noveno/novena dez/decimo/decima once doce',
  fi:
    'yksi/ensimmainen kaksi/toinen kolme/kolmas nelja/neljas viisi/viides kuusi/kuudes seitseman/seitsemas ' +
    'kahdeksan/kahdeksas yhdeksan/yhdeksas kymmenen/kymmenes',
  ru:
    'один/первая/первыи два/вторая/второи три/третья/третии четыре/четвертая/четвертыи пять/пятая/пятыи ' +
    'шесть/шестая/шестои семь/седьмая/седьмои восемь/восьмая/восьмои девять/девятая/девятыи десять/десятая/десятыи ' +
    'одиннадцать/одиннадцатая двенадцать/двенадцатая тринадцать/тринадцатая',
}

const ENGLISH_TENS: ReadonlyMap<string, number> = new Map([
  ['twenty', 20],
  ['thirty', 30],
  ['forty', 40],
  ['fifty', 50],
  ['sixty', 60],
  ['seventy', 70],
  ['eighty', 80],
  ['ninety', 90],
])

const BY_LANGUAGE: ReadonlyMap<string, ReadonlyMap<string, number>> = new Map(
  Object.entries(NUMBERS).map(([language, words]) => [language, numbered(words)]),
)

/** The number that folded words name in a language: "two", "twenty-one", "zweites". */
export function numberOfWords(words: string, language: string): number | null {
  const known = BY_LANGUAGE.get(language)
  const whole = known?.get(words)
  if (whole !== undefined) return whole
  if (language !== 'en') return null
  const [tens = '', units] = words.split(/[ -]/)
  const ten = ENGLISH_TENS.get(tens)
  if (ten === undefined) return null
  if (units === undefined) return ten
  const unit = known?.get(units)
  return unit === undefined || unit > 9 ? null : ten + unit
}

const IN_ANY: ReadonlyMap<string, number> = new Map(
  [...BY_LANGUAGE.values()].toReversed().flatMap((words) => [...words]),
)

/** The number that a folded word names in any of the languages; where two differ, in the first of them. */
export function numberOfWord(word: string): number | null {
  return IN_ANY.get(word) ?? numberOfWords(word, 'en')
}

const ROMAN = /^(?:x{0,3}|xl|lx{0,3}|xc)(?:ix|iv|v?i{0,3})$/i
const ROMAN_VALUES: Readonly<Record<string, number>> = { I: 1, V: 5, X: 10, L: 50, C: 100 }

/** The value of a roman number below a hundred; null for other words, "MIX" and "CIVIL" among them. */
export function numberOfRoman(word: string): number | null {
  if (word === '' || word.length > 8 || !ROMAN.test(word)) return null
  const values = Array.from(word.toUpperCase(), (letter) => ROMAN_VALUES[letter] ?? 0)
  return values.reduce((sum, value, i) => (value < (values[i + 1] ?? 0) ? sum - value : sum + value), 0)
}

const HAN = '〇一二三四五六七八九'

/** The value of a number in Han or full-width digits: "十二" is 12, "２" is 2. */
export function numberOfHan(text: string): number | null {
  if (!/^[〇零一二三四五六七八九十百\d０-９]/u.test(text)) return null
  const western = text.normalize('NFKC')
  if (/^\d{1,4}$/.test(western)) return Number(western)
  const match = /^(?:([一二三四五六七八九])?百零?)?(?:([一二三四五六七八九])?十)?([一二三四五六七八九])?$/.exec(text)
  if (match === null || text === '') return null
  const hundreds = text.includes('百') ? HAN.indexOf(match[1] ?? '一') : 0
  const tens = text.includes('十') ? HAN.indexOf(match[2] ?? '一') : 0
  return hundreds * 100 + tens * 10 + (match[3] === undefined ? 0 : HAN.indexOf(match[3]))
}

function numbered(words: string): Map<string, number> {
  return new Map(words.split(' ').flatMap((forms, i) => forms.split('/').map((form) => [form, i + 1] as const)))
}
