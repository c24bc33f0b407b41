/**
 * Words by which an author speaks to readers, and the labels of author's notes; in the languages we read. Matched on
 * folded text. Each cue is something that stories hardly ever say of themselves.
 */

/** One entry a kind of cue; two different ones are certain. */
export const READER_CUES: readonly RegExp[] = [
  /\b(?:dear |my |lovely |faithful |loyal |silent )*readers?\b|\bliebe leser|\blecteurs\b|\blectores\b|\blectoras\b|\blettori\b|\bleitores\b|\bchitatel|\bчитател/,
  /\b(?:please |plz |pls )?(?:read and |r and |r & ?|r ?\/ ?)?(?:reviews?\b|r&r\b|reviewers?\b|rezension|recensioni|recensite|критик|отзыв)/,
  /\bfeedback\b|\bcomments?\b(?= (?:are|is|welcome|appreciated|please|and|or)\b)|\bkommentare?\b|\bcommentaires?\b|\bcomentarios?\b|\bcommenti\b/,
  /\bthank(?:s| you)\b.{0,40}\b(?:for reading|reading|read this|who (?:has |have )?(?:read|reviewed|commented)|beta|reviewed|your support)\b/,
  /\bdanke (?:furs|fur das|an alle)\b|\bmerci (?:d'avoir|a tou|pour (?:vos|les|votre))|\bgracias (?:por|a tod)|\bgrazie (?:per|a tutt)|\bobrigad[oa] (?:por|a tod)|\bспасибо (?:за|всем)\b/,
  /\b(?:i )?hope (?:that )?(?:you(?: all| guys)?|y'all|everyone|u) (?:have |has )?(?:enjoy|enjoyed|like|liked|lik)/,
  /\bhoffe,? (?:es|ihr|euch|sie)\b|\bj'espere que (?:ca|vous|cela)\b|\bespero que (?:os|les|te|voces)\b|\bspero (?:che )?(?:vi|ti)\b|\bнадеюсь\b/,
  /\b(?:the )?next (?:chapter|part|instal+ment|story|one)\b.{0,30}\b(?:soon|will|is|up|out|coming|should|be|in)\b|\b(?:nachste[ns]? (?:kapitel|teil)|prochain chapitre|(?:proximo|siguiente) capitulo|prossimo capitolo|следующ\p{L}+ глав)/u,
  /\blet me know (?:what|if|how)\b|\btell me what you think\b|\bwhat do you (?:all |guys )?think\?|\bsagt mir\b|\bdites[- ]moi\b|\bfatemi sapere\b|\bdiganme\b/,
  /\bshould i (?:continue|go on|write more)\b|\bdo you want (?:more|me to continue)\b|\bmore (?:soon|to come|coming)\b|\bstay tuned\b|\bcoming soon\b|\bto be continued\b|\buntil next time\b/,
  /\bflames?\b(?= (?:will|are|is|welcome))|\bconstructive criticism\b|\bsorry (?:for|about) the (?:wait|delay|cliff|long|late)|\b(?:my|the) beta\b|\bnot beta'?d\b|\bunbeta/,
  /\b[\w.+-]{1,40}@[\w-]{1,40}\.[a-z]{2,6}\b|\bhttps?:\/\/\S|\bwww\.\S/,
  /\b(?:this|my) (?:fic|fanfic|fan fiction|first fic|story was written|chapter was|was my first)\b|\bupdat(?:e|ing) (?:soon|this|every|again)\b|\bupload/,
  /読んでくださ|読んで下さ|感想|ありがとうございま|评论|感谢阅读|謝謝/,
]

/** An address at the very start: "Readers: …", "To all my readers, …". */
export const READERS_ADDRESSED =
  /^(?:(?:dear|hey|hi|hello|ok|okay|note to|a note to|to)[, ]+)?(?:(?:all|my|the|our|you|dear|lovely|faithful|of you) )*(?:readers?|reviewers?|liebe leser(?:innen)?|leser|chers lecteurs|lecteurs|queridos lectores|lectores|cari lettori|lettori|caros leitores)\b ?[,:!.–—-]/

/** "A/N:", "Author's note -", "(Anmerkung der Autorin: …": the label, with what separates it from its text. */
export const NOTE_LABEL =
  /^[^\p{L}]{0,6}(?:a\/n'?s?|an(?= ?:)|author'?s?'? ?notes?|authors? notes?|(?:a )?(?:short |quick |final |end |last |closing |little )?notes? (?:from|by) (?:the |your )?author|(?:end|final|closing|ending) ?notes?|afterword|postscript|(?:a )?word(?:s)? from the author|n\/a(?= ?:)|nda(?= ?:)|notes? (?:de l'auteure?|de l'autrice)|nota (?:de (?:la autora|autora|autor)|del autor|dell'autrice|dell'autore|da autora|do autor)|anmerkung(?:en)?(?: der autorin| des autors)?(?= ?:| -)|nachwort|от автора|примечание автора|あとがき|后记|後記|作者的话)(?:[^\p{L}\d]{1,4}|(?= to )|$)/u

/** Labels that are a note only where notes stand, at the very end. */
export const LOOSE_NOTE_LABEL =
  /^[^\p{L}]{0,6}(?:notes?|n\.?b\.?|thanks|acknowledge?ments?|credits|feedback|comments|reviews?|disclaimer|dedication|for)(?: ?#?\d)? ?:/u
