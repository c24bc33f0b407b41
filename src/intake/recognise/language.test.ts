import { describe, expect, test } from 'vitest'
import { runOf } from '../run.ts'
import { languageTag, recogniseLanguage } from './language.ts'

const NO_HINTS = { label: null, labels: null, html: null }

const ENGLISH =
  'The ferry had been late every evening that week, and nobody on the landing believed the board any longer. She sat on her case and counted the lamps across the water, which was easier than counting the days.'
const GERMAN =
  'Die Fähre war in dieser Woche jeden Abend zu spät gekommen, und niemand am Anleger glaubte der Tafel noch. Sie saß auf ihrem Koffer und zählte die Lampen auf der anderen Seite, was leichter war als die Tage zu zählen.'
const POLISH =
  'Prom spóźniał się w tym tygodniu każdego wieczoru i nikt na przystani nie wierzył już tablicy. Siedziała na walizce i liczyła lampy po drugiej stronie wody, co było łatwiejsze niż liczenie dni.'
const JAPANESE =
  '今週、渡し船は毎晩遅れていて、桟橋の誰もがもう掲示板を信じていなかった。彼女は鞄の上に座り、水の向こうの灯りを数えていた。それは日々を数えるよりも易しかった。そして夜が来ると、彼女は静かに立ち上がった。'
const RUSSIAN =
  'Паром опаздывал каждый вечер, и никто на пристани больше не верил доске. Она сидела на чемодане и считала огни на том берегу, потому что это было легче, чем считать дни. Когда он вышел к ней, уже стемнело.'
const UKRAINIAN =
  'Пором запізнювався щовечора, і ніхто на пристані вже не вірив дошці. Вона сиділа на валізі й рахувала вогні на тому березі, бо це було легше, ніж рахувати дні. Коли він вийшов до неї, вже стемніло, і її лампа згасла.'
const CZECH =
  'Přívoz měl ten týden každý večer zpoždění a nikdo na přístavišti už tabuli nevěřil. Seděla na kufru a počítala světla na druhém břehu, protože to bylo snazší než počítat dny. Když k ní přišel, byla už tma.'

describe('recogniseLanguage', () => {
  test.for([
    ['en', ENGLISH],
    ['de', GERMAN],
    ['pl', POLISH],
    ['ja', JAPANESE],
    ['ru', RUSSIAN],
    ['uk', UKRAINIAN],
    ['cs', CZECH],
  ] as const)('states %s for enough prose', async ([tag, text]) => {
    const { language, suggestion } = await recogniseLanguage(text, NO_HINTS)
    expect([language?.value, language?.rule, suggestion]).toEqual([tag, 'eld', null])
  })

  test.for([
    'Hi, Spike',
    'No.',
    'Title: X',
    'Buffy Spike Angel Willow',
    '- fin -',
    'Fin',
    'He ran. She ran. They ran.',
    '',
  ])('says nothing of %j', async (text) =>
    expect(await recogniseLanguage(text, NO_HINTS)).toEqual({ language: null, suggestion: null }),
  )

  test('suggests the language of a short text', async () => {
    const { language, suggestion } = await recogniseLanguage(GERMAN.slice(0, 110), NO_HINTS)
    expect([language, suggestion?.field, suggestion?.value]).toEqual([null, 'language', 'de'])
  })

  test('believes a label before anything else', async () => {
    const label = {
      value: 'nl',
      asWritten: 'Nederlands',
      evidence: [runOf('Nederlands')],
      rule: 'label',
      confidence: 1,
    }
    expect((await recogniseLanguage(ENGLISH, { ...NO_HINTS, label })).language).toBe(label)
  })

  test('believes clear prose before the markup of an editor, and markup before nothing', async () => {
    const html = runOf('en-US')
    expect((await recogniseLanguage(GERMAN, { ...NO_HINTS, html })).language?.value).toBe('de')
    expect((await recogniseLanguage('Ja.', { ...NO_HINTS, html })).language?.value).toBe('en-US')
  })
})

describe('languageTag', () => {
  test.for([
    ['English', 'en'],
    ['Deutsch', 'de'],
    ['Français', 'fr'],
    ['pt-BR', 'pt-BR'],
    ['en_us', 'en-US'],
    ['русский', 'ru'],
  ] as const)('knows %j as %s', ([name, tag]) => expect(languageTag(name)).toBe(tag))

  test.for(['strong', 'a bit rude', '', 'language', 'x', 'bad words'])('leaves %j', (name) =>
    expect(languageTag(name)).toBeNull(),
  )
})
