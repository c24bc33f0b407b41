/**
 * The letters beyond ASCII that languages use, the commonest first: evidence for what an unknown 8-bit text is in.
 *
 * Each language uses few of them, and which ones is what tells Czech in windows-1250 from the French-looking letters
 * that the same bytes are in windows-1252. Scripts other than Latin list all their letters.
 */
export const ALPHABETS: Readonly<Record<string, string>> = {
  english: 'éïèêàüñçöäôâ',
  french: 'éèàêçôîûâùœëïü',
  german: 'üäößé',
  spanish: 'óáíéñúü',
  portuguese: 'ãçéáíóêõúâôàü',
  catalan: 'àéòèíçóúïü',
  italian: 'èàùòìéî',
  dutch: 'éëïèóüöáê',
  swedish: 'äåöéà',
  danish: 'øåæéáöä',
  icelandic: 'íðáþéúæóöý',
  polish: 'łąężśćóńźé',
  czech: 'íáéěčřšžýůúťóďňö',
  slovak: 'áíéčžšýúľťňôďäóŕĺ',
  hungarian: 'áéóöőíüűú',
  romanian: 'ăâîşţșțéá',
  croatian: 'čšžćđ',
  turkish: 'ıüşğöçâîû',
  esperanto: 'ĉĝĥĵŝŭ',
  lithuanian: 'ėšųžįąčūę',
  latvian: 'āīšēņļžūčķģ',
  russian: 'оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъё',
  ukrainian: 'оаиніврслктдупмяьязбгчйїхцєюшжщфґ',
  bulgarian: 'аиоентрвсдлкпмябзуъгчщцжхйшюфь',
  serbian: 'аоиенрстуувкдјмлпзбгчњшхжцљћђџф',
  greek: 'ατοιεσνρπκμλυςήίόάηέδγωύθχφβώξζψϊϋ',
  hebrew: 'יוהלארתבמשנעםדקחפטכגצסןזךץףן',
  thai: 'าน่รอกเง้มยลวดทสตะปบคหัีิแจพชขใไโผถ',
}
