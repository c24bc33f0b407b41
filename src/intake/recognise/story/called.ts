/** Who is called by name in the speech of a paragraph: "Lin?", "You are late, Jonas.", "I love you Mara!" */

const SPEECH = /["“„«]([^"”»“„«]{1,400})["”»“]/gu
const CALLED = /(?:^\s?|[,—–]\s?|\byou )(\p{Lu}\p{Ll}{2,})(?=\s?[,.!?…—–]|\s?$)/gu

export function calledIn(text: string): ReadonlySet<string> {
  const called = new Set<string>()
  for (const speech of text.matchAll(SPEECH))
    for (const call of (speech[1] ?? '').matchAll(CALLED)) if (!ANSWER.test(call[1] ?? '')) called.add(call[1] ?? '')
  return called
}

/** One word of speech is mostly no name. */
const ANSWER =
  /^(?:yes|yeah|yep|nope|not|never|now|then|well|fine|good|great|okay|sure|right|please|thanks|sorry|hello|hey|hush|stop|wait|what|when|where|who|why|how|here|there|this|that|and|but|maybe|perhaps|nothing|nobody|always|enough|god|damn|oui|non|merci|nein|doch|danke|bitte|nada|gracias|grazie|bene|sir|madam|mum|mom|dad|father|mother)$/i
