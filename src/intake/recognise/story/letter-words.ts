/** How letters open and close, in the languages we read; folded. */

/** Openings that only letters have. What follows is who is written to. */
export const DEAR =
  /^(?:my own |my |mein |meine |ma |mon |mi |mio |mia |meu |minha |moja |moj )?(?:very )?(?:dear|dearest|darling|beloved|liebe|lieber|liebes|liebste|liebster|verehrte|verehrter|sehr geehrte|sehr geehrter|cher|chere|tres cher|tres chere|querido|querida|queridos|estimado|estimada|caro|cara|carissimo|carissima|prezado|prezada|lieve|beste|kara|kare|basta|droga|drogi|kochana|kochany|mila|mily|draha|drahy|дорогая|дорогои|милая|милыи|любимая|любимыи) +(.*)$/u

/** Openings that people also say aloud. */
export const HELLO =
  /^(?:hi|hey|hello|hallo|hola|salut|ciao|coucou|bonjour|greetings|to|an|oi|ola|hoi|hej|привет) +(.*)$/u

export const TO_WHOM = /^(?:to whom it may concern|to whomever|to whoever|an alle|a qui de droit|a quien corresponda)/

/** "Dear God!" is a cry, "Dear readers" a note, "Dear Diary" a diary. */
export const NOT_A_PERSON =
  /^(?:god|gods|lord|goddess|heavens?|me|oh|gott|dieu|dio|diario|diary|journal|tagebuch|readers?|reader|leser|lecteurs?|dios|all\b.*readers)\b/

const CLOSINGS =
  'love|all my love|all our love|much love|lots of love|with love|love always|love and kisses|with all my love|all my heart|with all my heart|' +
  'eternally|eternally yours|forever|forever yours|yours forever|yours|yours truly|truly yours|yours sincerely|yours faithfully|yours always|always|' +
  'always yours|ever yours|yours ever|as ever|as always|sincerely|sincerely yours|respectfully|respectfully yours|regards|kind regards|warm regards|' +
  'best regards|best|best wishes|all the best|cheers|hugs|hugs and kisses|take care|your friend|your friends|your best friend|your loving son|' +
  'your loving daughter|your loving mother|your loving father|your loving wife|your loving husband|your son|your daughter|your mother|your father|' +
  'your sister|your brother|affectionately|fondly|warmly|devotedly|signed|faithfully|gratefully|with affection|with gratitude|until then|' +
  'until we meet again|see you soon|write soon|miss you|love you|i love you|love ya|luv|xoxo|xxx|' +
  'in liebe|deine|dein|euer|eure|ihr|ihre|immer dein|immer deine|alles liebe|liebe grusse|viele grusse|mit freundlichen grussen|hochachtungsvoll|herzlichst|' +
  "bises|bisous|amicalement|je t'embrasse|sincerement|cordialement|affectueusement|avec amour|tendrement|ton ami|ton amie|a toi|bien a toi|" +
  'con amor|con carino|con todo mi amor|atentamente|tuyo|tuya|siempre tuyo|siempre tuya|besos|un beso|un abrazo|saludos|te quiere|' +
  'con amore|con affetto|tuo|tua|per sempre tuo|per sempre tua|baci|un bacio|un abbraccio|cordiali saluti|' +
  'com amor|com carinho|beijos|abracos|um abraco|atenciosamente|seu|sua|' +
  'liefs|groetjes|veel liefs|met vriendelijke groet|je|' +
  'с любовью|твои|твоя|целую|искренне ваш|ваш|ваша|всегда твои|всегда твоя'

export const CLOSING_WORDS: ReadonlySet<string> = new Set(CLOSINGS.split('|'))

/** Words that close a letter only where a name follows them on the line. */
export const BELONGING: ReadonlySet<string> = new Set([
  'your',
  'your own',
  'your loving',
  'ton',
  'ta',
  'il tuo',
  'la tua',
  'tvuj',
  'tva',
  'twoja',
  'twoj',
])

/** "Your Majesty" is written to, and does not sign. */
export const TITLE_OF_HONOUR =
  /^(?:majesty|honou?r|grace|highness|excellency|lordship|ladyship|worship|holiness|eminence|reverence)$/i

/** Things people do with letters, in the paragraph after one. */
export const LETTER_HANDLED =
  /\b(?:letter|envelope|note|paper|page|pen|parchment|e-?mail|screen|message|stationery|signature|brief|umschlag|zettel|lettre|enveloppe|papier|carta|sobre|lettera|busta|foglio|письмо|конверт)\b|\b(?:read|reads|reading|reread|wrote|writes|writing|folded|folds|folding|sealed|seals|crumpled|signed|signs|send|sent|put down|set down|las|gelesen|faltete|schrieb|relut|lut|plia|leyo|releyo|doblo|lesse|rilesse|piego)\b/

/** What leads to a letter in the paragraph before it. */
export const LETTER_AHEAD =
  /\b(?:letter|note|wrote|write|writes|writing|written|scribbled|envelope|paper|page|read|reads|reading|card|message|e-?mail|parchment|postcard|brief|zettel|schrieb|lettre|ecrivit|carta|escribio|lettera|scrisse|письмо)\b|:$/
