/**
 * Words that sites of all kinds use as names of categories and classes, folded as `foldKey` does, and what they are.
 *
 * A word stands here only when it is hardly ever the name of a fandom or of somebody. What is missing is asked of the
 * site's own structure (`propose-categories.ts`) or becomes an additional tag.
 */

import { foldKey } from '../../../kernel/text.ts'

/** Says that a list has nothing to say: "None" among warnings. */
export const NONE = words(`
  none | no warnings | no warning | no warnings apply | none of the above | none of these | n/a | na | not applicable |
  nothing | nil | no | keine | keiner | kein | keine warnungen | keine warnung | nichts | aucun | aucune | aucun avertissement |
  aucun personnage | sans objet | ninguna | ninguno | ningun | nada | sin advertencias | no aplica | nessuno | nessuna |
  nessun avviso | nessun avvertimento | nenhum | nenhuma | sem avisos | geen | geen waarschuwingen | ingen | inga |
  inga varningar | ingen advarsler | ingen advarsel | ei mitaan | ei varoituksia | brak | brak ostrzezen | zadne | zadna |
  bez varovani | нет | нету | отсутствуют | без предупреждений | nincs | yok | なし | 無し | 无 | 無 | 없음 | no pairing |
  no pairings | no characters | no genre | no category
`)

/** Says nothing by itself. */
export const VAGUE = words(`
  other | others | misc | miscellaneous | various | unknown | unspecified | not specified | all | any | everything | default |
  uncategorized | uncategorised | uncategorized stories | unsorted | unfiled | stories | story | all stories | fiction |
  fan fiction | fanfiction | fanfic | fanfics | fics | fic | archive | main | new | old | test | general stories | sonstige |
  sonstiges | andere | verschiedenes | unbekannt | autre | autres | divers | inconnu | otro | otra | otros | otras | varios |
  desconocido | altro | altri | altre | varie | outro | outros | outras | anders | overig | overige | andre | annet | andet |
  ovrigt | muu | muut | muuta | inne | ostatni | другое | другие | разное | прочее | egyeb | diger | その他 | 其他 | 기타
`)

/** Says that the stories under it are of one medium: a shelf for fandoms, none itself. */
export const MEDIA = words(`
  tv | television | tv show | tv shows | tv series | shows | movie | movies | film | films | cinema | book | books | literature |
  novel | novels | anime | manga | cartoon | cartoons | animation | comic | comics | comic books | graphic novels | game |
  games | video games | videogames | computer games | role playing games | rpgs | play | plays | theatre | theater | musical |
  musicals | music | band | bands | celebrities | celebrity | real people | real person fiction | rpf | rps | actors |
  mythology | myths | fairy tales | radio | web series | podcasts | fandom | fandoms | other fandoms | misc fandoms |
  miscellaneous fandoms | multi fandom | multifandom | categories | sports | wrestling | bucher | filme | fernsehen | serien |
  spiele | comics & manga | livres | jeux | jeux video | series tv | dessins animes | libros | peliculas | juegos | libri |
  videogiochi | boeken | filmer | ksiazki | filmy | gry | книги | фильмы | сериалы | аниме | игры | アニメ | 漫画 | 小説
`)

/** Says which people love each other in it. */
export const CATEGORY_WORDS = words(`
  slash | m/m | male/male | femslash | femmeslash | fem slash | femme slash | f/f | female/female | het | heterosexual | f/m | m/f |
  male/female | female/male | gen | yaoi | yuri | shounen ai | shonen ai | shoujo ai | shojo ai | boys love | girls love | multi |
  poly | polyamory | slash m/m | slash f/f | femslash f/f | het m/f | het f/m | gen no pairing
`)

/** Says that more than one fandom meets. */
export const CROSSOVER = words(
  'crossover | crossovers | cross over | cross overs | x over | x overs | xover | xovers | fusion | fusions',
)

/** Genres, forms and states of stories, and what else sorts them within a fandom. */
export const GENRES = words(`
  action | adventure | action/adventure | angst | drama | humor | humour | comedy | parody | satire | crack | crackfic | romance |
  love | mystery | horror | suspense | thriller | tragedy | fluff | schmoop | smut | pwp | lemon | lime | erotica | kink | bdsm |
  au | aus | alternate universe | alternate universes | alternate reality | alternative universe | alternate timeline | canon |
  hurt/comfort | h/c | whump | comfort | dark | darkfic | dark fic | deathfic | death | songfic | songfics | song fic | poetry | poem |
  poems | filk | fantasy | science fiction | sci fi | scifi | family | friendship | general | supernatural | paranormal | western |
  historical | spiritual | holiday | holidays | christmas | halloween | valentine s day | valentines day | vignette | vignettes |
  missing scene | missing scenes | character study | character studies | future | future fic | futurefic | kidfic | kid fic |
  mpreg | time travel | established relationship | first time | casefile | casefiles | case file | case files | episode tag |
  episode tags | episode related | episode additions | episode fillers | episodes | coda | codas | post ep | epilogue | epilogues |
  prequel | prequels | sequel | sequels | virtual season | virtual seasons | virtual series | response | responses | challenge |
  challenges | challenge responses | contest | contests | contest entries | round robin | round robins | series | one shot |
  one shots | oneshot | oneshots | drabble | drabbles | double drabble | ficlet | ficlets | short story | short stories | shorts |
  novella | novellas | novel length | epic | epics | long stories | multi chapter | chaptered | wip | wips | work in progress |
  works in progress | in progress | complete | completed | unfinished | abandoned | unfinished stories | original | originals |
  original fiction | original fic | original stories | original story | original work | original works | essay | essays | meta |
  non fiction | nonfiction | script | scripts | fanart | fan art | artwork | videos | resources | site news | announcements |
  pairings | pairing | ships | couples | relationships | characters | character centric | ratings | abenteuer | liebe |
  freundschaft | gedicht | gedichte | krimi | tragodie | romanze | einteiler | kurzgeschichte | kurzgeschichten | aventure |
  amour | amitie | poeme | poemes | poesie | tragedie | amor | aventura | aventuras | amistad | poemas | comedia | misterio |
  avventura | amore | amicizia | commedia | giallo | avontuur | liefde | vriendschap | humoristisch | aventyr | kärlek | dramat |
  przygoda | romans | humorystyczne | драма | романтика | юмор | ангст | флафф | приключения | стихи
`)

/** A category whose children are pairings, or people. */
export const PAIRING_SHELVES = words(
  'pairings | pairing | ships | couples | relationships | paare | paarungen | parejas | coppie | пейринги',
)
export const PEOPLE_SHELVES = words(
  'characters | character | character centric | people | charaktere | figuren | personnages | personajes | personaggi | персонажи',
)

/** People whom authors made up, by what the short forms mean. */
export const MADE_UP_SHORT: ReadonlyMap<string, string> = new Map([
  ['oc', 'Original Character'],
  ['ocs', 'Original Characters'],
  ['ofc', 'Original Female Character'],
  ['ofcs', 'Original Female Characters'],
  ['omc', 'Original Male Character'],
  ['omcs', 'Original Male Characters'],
])

/** Says "and others": somebody, but not who. */
export const OTHER_PEOPLE = words(`
  other | others | other character | other characters | other character s | misc | misc characters | miscellaneous | various |
  various characters | minor characters | everyone else | andere | autres | autre | otros | altri | overig | другие
`)

/** Says "all of them". */
export const EVERYBODY = words(
  'all | all characters | ensemble | ensemble cast | everyone | everybody | whole cast | alle | tous | todos | tutti | все',
)

/** Units of a canon's own time, each with a number: "Season One", "Year 6", "2. Staffel". */
export const UNITS = words(`
  season | seasons | series | book | books | year | years | film | films | movie | movies | volume | volumes | vol | part | parts | arc |
  arcs | saga | sagas | chapter | chapters | episode | episodes | ep | eps | era | generation | trilogy | staffel | staffeln | jahr |
  jahre | buch | band | teil | folge | saison | saisons | livre | tome | annee | partie | temporada | temporadas | libro | ano | anno |
  parte | stagione | stagioni | seizoen | seizoenen | boek | jaar | deel | sezon | serie | sesong | sasong | kausi | tom | rok |
  сезон | книга | год | часть | серия | evad | konyv | シーズン | 巻
`)

/** Numbers as words; digits and Roman numbers are told by their letters. */
export const NUMBER_WORDS = words(`
  one | two | three | four | five | six | seven | eight | nine | ten | eleven | twelve | thirteen | fourteen | fifteen | first | second |
  third | fourth | fifth | sixth | seventh | eighth | ninth | tenth | eleventh | twelfth | final | last | erste | zweite | dritte |
  vierte | funfte | sechste | siebte | achte | eins | zwei | drei | vier | funf | sechs | sieben | acht | premiere | premier | deuxieme |
  troisieme | quatrieme | cinquieme | sixieme | septieme | un | deux | trois | quatre | cinq | uno | dos | tres | cuatro | cinco |
  seis | siete | primera | primer | segunda | tercera | cuarta | quinta | sexta | septima | prima | seconda | terza | quarta | sesta |
  settima | primeira | terceira | eerste | tweede | derde | vierde | forsta | andra | tredje | pierwszy | drugi | trzeci |
  первый | второй | третий | четвертый | пятый
`)

/** What else may stand in the name of a period. */
export const AROUND_NUMBERS = words(
  'the | of | and | to | & | / | early | late | mid | pre | post | after | before | during | through | bis | und | et | y | e | der | die | das | a | la | el',
)

/** What a type of classes is of. */
export type ClassType = 'warning' | 'genre' | 'pairing' | 'category' | 'character' | 'fandom' | 'rating'

/**
 * Beginnings of the words for a type of classes, in the languages of the sites we know. The first that fits counts:
 * "Warning Categories" are warnings.
 */
export const TYPE_STEMS: readonly (readonly [ClassType, ReadonlySet<string>])[] = [
  [
    'warning',
    words(`
      warn | achtung | avertiss | advertenc | avviso | avvisi | avvert | aviso | waarschuw | advars | varning | varoit | ostrzez |
      upozorn | varovan | предупр | попередж | figyelmez | uyari | trigger | squick | 警告 | 주의 | 경고
    `),
  ],
  ['genre', words('genre | gener | gatun | zanr | жанр | mufaj | ジャンル | 장르')],
  [
    'character',
    words('character | charakter | karakter | personnage | personaj | personag | hahmo | postac | персонаж'),
  ],
  ['fandom', words('fandom | фандом')],
  ['pairing', words('pairing | couple | ship | ships | paar | pareja | coppi | relationship | пейринг | カップリング')],
  ['category', words('categor | kategor | slash | sexual | orientation | категор')],
  ['rating', words('rating | altersfreigabe | рейтинг')],
]

function words(list: string): ReadonlySet<string> {
  return new Set(list.split('|').map(foldKey))
}
