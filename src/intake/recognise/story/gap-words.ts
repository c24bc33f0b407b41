/** Words around a suspicious run of blank lines: an answer to something that is not there, or a new scene. Folded. */

/** The paragraph speaks of words that must have stood directly before it. */
export const ANSWERS_NOTHING =
  /^(?:(?:that|this|the) (?:one |single |little |simple |whispered )?(?:word|syllable|name|answer|reply|question|whisper|sound|voice)|(?:that|this)(?:'s| is| was) all|one (?:simple |little |single |small )?word|a single word|just (?:one|a|that one) word|(?:his|her|my|your|their|its|\p{L}+'s) (?:voice|answer|reply|response|whisper|word|words|tone|question)|it(?:'s| is| was|'s just| was just| was barely| was only) (?:barely |just |only |hardly |no more than |little more than )*(?:a |an |one )?(?:whisper|word|breath|sigh|question|statement|gasp|sob|murmur|moan|squeak)|(?:is|was) that (?:my|his|her) voice|(?:i|he|she|they|we) (?:nod|nods|nodded|blink|blinks|blinked|flinch|flinched|wince|winced|snort|snorted)|eloquent|smooth|there(?:, i| i've|'s| it is)|i said it|(?:he|she) said it)\b/u

/** Somebody's body answers, as it does to words. */
export const REACTS =
  /^(?:my|his|her|your|their|\p{L}+'s) (?:face|cheeks?|stomach|heart|eyes?|eyebrows?|brows?|jaw|mouth|breath|head|smile|lips?|hands?|shoulders?|ears?|blood|knees) \p{L}+/u

/** Speech with a mere pronoun beside it: the speaker was named before. */
export const GOES_ON_TALKING = /^["“”„«][^"“”„«»]{1,200}["“”»],? (?:he|she|they|i|you|we)\b/iu

/** A new time or place opens the paragraph. */
export const NEW_SCENE =
  /^(?:(?:the |that |this )?(?:next|following|same|last|other) (?:morning|day|night|evening|afternoon|week|month|year|thing)|(?:a few|several|some|two|three|four|five|six|many|\d+|an?|half an|about an?|almost an?) (?:\p{L}+ )?(?:second|minute|hour|day|night|week|month|year|moment)s? (?:later|after|ago|passed|pass|had passed)|later|meanwhile|afterwards?|eventually|finally|that (?:night|evening|morning|afternoon|day)|when (?:i|he|she|they|we|you|\p{L}+) (?:woke|wakes|awoke|got|gets|came|comes|arrived|returned|opened)|by the time|it (?:was|is|had been|has been) (?:\p{L}+ )?(?:\p{L}+ )?(?:morning|night|dark|late|early|dawn|midnight|noon|evening|afternoon|day|days|week|weeks|month|months|year|years|hour|hours|monday|tuesday|wednesday|thursday|friday|saturday|sunday)|(?:on )?(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday)|in the (?:morning|evening|afternoon|end)|at (?:dawn|dusk|noon|midnight|home|the (?:same|other))|across town|elsewhere|back (?:at|in|home)|outside|upstairs|downstairs|am nachsten|spater|stunden spater|inzwischen|wahrenddessen|le lendemain|plus tard|quelques|pendant ce temps|al dia siguiente|mas tarde|mientras tanto|il giorno dopo|piu tardi|intanto)\b/u

/** Speech that asks: what follows should be an answer. */
export const ASKS = /\?["”»]?(?:\s[^.?!]{0,60}[.!]?)?$/u

/** The paragraph ends in the middle of something. */
export const BREAKS_OFF =
  /(?:[:,]|\b(?:said|says|whisper(?:ed|s)?|ask(?:ed|s)?|answer(?:ed|s)?|repl(?:ied|ies)|read|mouthed|shouted|and|but|the))["”]?$/u
