/**
 * The pronouns that tell who narrates, by language, and words that tell the language. All folded. Where verbs carry
 * the person (Spanish, Italian, Portuguese), pronouns are rarer and the thresholds lower.
 */
export interface Pronouns {
  readonly first: ReadonlySet<string>
  readonly second: ReadonlySet<string>
  readonly third: ReadonlySet<string>
  /** Per 1,000 words of narration: so many make a first or a second person. */
  readonly firstLeast: number
  readonly secondLeast: number
  readonly common: ReadonlySet<string>
}

function pronouns(
  first: string,
  second: string,
  third: string,
  least: readonly [number, number],
  common: string,
): Pronouns {
  const [firstLeast, secondLeast] = least
  return {
    first: words(first),
    second: words(second),
    third: words(third),
    firstLeast,
    secondLeast,
    common: words(common),
  }
}

function words(text: string): Set<string> {
  return new Set(text.split(' '))
}

const NORWEGIAN = pronouns(
  'jeg meg min mitt mine vi oss',
  'du deg din ditt dine',
  'han ham hans hun henne hennes de dem deres',
  [30, 60],
  'og at det som en pa er av for med den til ikke hadde om et men',
)

export const PRONOUNS: ReadonlyMap<string, Pronouns> = new Map([
  [
    'en',
    pronouns(
      "i i'm i'll i've i'd im ive me my mine myself we we're we'll we've we'd us our ours ourselves",
      "you you're you'll you've you'd your yours yourself yourselves",
      "he he's he'd he'll him his himself she she's she'd she'll her hers herself they they're they'd they'll they've them their theirs themselves",
      [30, 60],
      'the and of to was that in it with had for not on at but be is',
    ),
  ],
  [
    'de',
    pronouns(
      'ich mich mir mein meine meinen meinem meiner meines wir uns unser unsere unseren',
      'du dich dir dein deine deinen deinem deiner',
      'er sie ihn ihm ihr ihre ihren ihrem ihrer sein seine seinen seinem seiner',
      [30, 50],
      'der die das und nicht ist war den dem mit zu auf ein eine es sich auch',
    ),
  ],
  [
    'fr',
    pronouns(
      "je j'ai j'avais j'etais me moi mon ma mes m'a nous notre nos",
      "tu te toi ton ta tes t'a vous votre vos",
      'il elle lui son sa ses ils elles leur leurs',
      [25, 45],
      'le la les des un une et est pas que qui dans pour sur avec au du ne',
    ),
  ],
  [
    'es',
    pronouns(
      'yo me mi mis mio mia conmigo nos nosotros nosotras nuestro nuestra',
      'tu te ti tus tuyo tuya contigo',
      'el ella su sus le les ellos ellas suyo suya se',
      [14, 30],
      'la los las de que y en un una no por con para era habia del',
    ),
  ],
  [
    'it',
    pronouns(
      'io mi me mio mia miei mie noi ci nostro nostra',
      'tu ti te tuo tua tuoi tue',
      'lui lei suo sua suoi sue gli loro egli ella si',
      [14, 30],
      'il la i le di che e un una non per con era del della nel',
    ),
  ],
  [
    'pt',
    pronouns(
      'eu me mim meu minha meus minhas comigo nos nosso nossa',
      'tu te ti teu tua voce contigo seu',
      'ele ela dele dela eles elas lhe sua suas se',
      [16, 30],
      'o a os as de que e em um uma nao por com para era do da',
    ),
  ],
  [
    'nl',
    pronouns(
      "ik me mij mijn m'n wij we ons onze",
      'jij je jou jouw u uw',
      'hij zij ze hem haar hen hun',
      [30, 55],
      'de het een en van in dat niet was op met te voor er aan is',
    ),
  ],
  [
    'ru',
    pronouns(
      'я меня мне мнои мои моя мое моих моеи моего мы нас нам',
      'ты тебя тебе тобои твои твоя твое вы вас вам',
      'он она его ее ему еи им они их него нее неи них',
      [25, 45],
      'и в не на что с как но это за по к был была',
    ),
  ],
  [
    'sv',
    pronouns(
      'jag mig mej min mitt mina vi oss',
      'du dig dej din ditt dina',
      'han honom hans hon henne hennes de dem dom deras',
      [30, 60],
      'och att det som en pa ar av for med den till inte var hade om ett men',
    ),
  ],
  [
    'da',
    pronouns(
      'jeg mig min mit mine vi os vores',
      'du dig din dit dine',
      'han ham hans hun hende hendes de dem deres',
      [30, 60],
      'og at det som en pa er af for med den til ikke var havde om et men',
    ),
  ],
  ['no', NORWEGIAN],
  ['nb', NORWEGIAN],
  [
    'pl',
    pronouns(
      'ja mnie mi mna moj moja moje mojego mojej moim moich my nas nam nami nasz nasza nasze',
      'ty ciebie cie ci toba twoj twoja twoje twojego twojej',
      'on ona ono jego jej mu jemu nim niej nia nich im oni one ich',
      [10, 25],
      'i w nie na z sie ze do to jak po ale co za od tak byl byla',
    ),
  ],
  [
    'cs',
    pronouns(
      'ja me mi mne mnou muj moje moji mou meho memu my nas nam nami nase',
      'ty te ti tebe tobe tebou tvuj tvoje tvou tveho',
      'on ona ono jeho ho mu jemu ji jejim jeji nim ni nej oni jim jich',
      [10, 25],
      'a se v na ze to s z do po ale jako co za od tak byl byla si',
    ),
  ],
])
