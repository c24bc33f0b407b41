/**
 * The words of dates in the languages we read: months to their numbers, seasons to EDTF's (21 spring to 24 winter).
 * All folded: lower case, without accents. Months are also known by their first three letters where that is how
 * people shorten them.
 */

const MONTH_NAMES: readonly string[] = [
  'january jan januar janner janvier janv enero ene gennaio gen janeiro januari styczen stycznia leden ledna январь января янв',
  'february feb februar fevrier fevr febrero febbraio fevereiro fev februari luty lutego unor unora февраль февраля фев',
  'march mar marz mars marzo marco maart mrt marzec marca brezen brezna mrz март марта мар',
  'april apr avril avr abril abr aprile kwiecien kwietnia duben dubna апрель апреля апр',
  'may mai mayo maggio mag maio mei maj maja kveten kvetna май мая маи',
  'june jun juni juin junio giugno giu junho czerwiec czerwca cerven cervna июнь июня июн',
  'july jul juli juillet juil julio luglio lug julho lipiec lipca cervenec cervence июль июля июл',
  'august aug aout agosto ago augustus augusti sierpien sierpnia srpen srpna август августа авг',
  'september sep sept septembre septiembre settembre set setembro wrzesien wrzesnia zari сентябрь сентября сен',
  'october oct oktober okt octobre octubre ottobre ott outubro out pazdziernik pazdziernika rijen rijna октябрь октября окт',
  'november nov novembre noviembre novembro listopad listopada листопада ноябрь ноября ноя',
  'december dec dezember dez decembre diciembre dic dicembre dezembro grudzien grudnia prosinec prosince декабрь декабря дек',
]

const SEASON_NAMES: readonly string[] = [
  'spring fruhling fruhjahr printemps primavera voorjaar lente wiosna jaro var весна',
  'summer sommer ete verano estate verao zomer lato leto sommar лето',
  'autumn fall herbst automne otono autunno outono herfst jesien podzim host осень',
  'winter hiver invierno inverno zima vinter зима',
]

const WEEKDAY_NAMES =
  'monday mon tuesday tue tues wednesday wed thursday thu thur thurs friday fri saturday sat sunday sun ' +
  'montag mo dienstag di mittwoch mi donnerstag do freitag fr samstag sonnabend sa sonntag so ' +
  'lundi mardi mercredi jeudi vendredi samedi dimanche lunes martes miercoles jueves viernes sabado domingo ' +
  'lunedi martedi mercoledi giovedi venerdi sabato domenica segunda terca quarta quinta sexta feira ' +
  'maandag dinsdag woensdag donderdag vrijdag zaterdag zondag ' +
  'poniedzialek wtorek sroda czwartek piatek sobota niedziela pondeli utery streda ctvrtek patek nedele ' +
  'mandag tisdag onsdag torsdag fredag lordag sondag понедельник вторник среда четверг пятница суббота воскресенье'

export const MONTHS: ReadonlyMap<string, string> = numbered(MONTH_NAMES, 1)
export const SEASONS: ReadonlyMap<string, string> = numbered(SEASON_NAMES, 21)
export const WEEKDAYS: ReadonlySet<string> = new Set(WEEKDAY_NAMES.split(' '))

function numbered(names: readonly string[], first: number): Map<string, string> {
  return new Map(names.flatMap((line, i) => line.split(' ').map((name) => [name, String(first + i)] as const)))
}
