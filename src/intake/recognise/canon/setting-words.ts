/**
 * The words around a point of a canon that say how a story stands to it, in the languages of the header dictionary.
 * All are matched against folded text; the ones that stand before a point must end where it begins.
 */
export type SettingRelation = 'before' | 'during' | 'after' | 'between'

/** A cue before a point. `strong` ones are said of episodes only; "after" may be said of anything. */
export interface Cue {
  readonly relation: SettingRelation | 'around'
  readonly strong: boolean
  readonly before: RegExp
  /** A mere "of", which is no part of the phrase. */
  readonly bare: boolean
}

const ARTICLE = String.raw`(?:the |der |die |das |den |dem |l'|le |la |les |el |los |las )?`
const EPISODE = String.raw`(?:(?:events? (?:of|in)|episodes?|ep\.?|folge|épisode|episodio|end of|finale?)[ :,]*)?`
const TAIL = `${ARTICLE}${EPISODE}${ARTICLE}["'«„(]?$`

function cue(relation: Cue['relation'], strong: boolean, words: string, bare = false): Cue {
  return { relation, strong, bare, before: new RegExp(`(?:^|[^\\p{L}])(?:${words})${TAIL}`, 'u') }
}

/** In this order: the first that fits decides. */
export const CUES: readonly Cue[] = [
  cue(
    'around',
    true,
    String.raw`spoilers?(?: warnings?)?(?: (?:for|up to|through|to|until|bis|für|jusqu'à|hasta))?[ :]+|up (?:to|through|until) |up to and including |through `,
  ),
  cue('between', true, String.raw`between |zwischen |entre `),
  cue(
    'after',
    true,
    String.raw`post[- ]|(?:set|takes place|happens|picks? up|begins?|starts?|spielt|se passe|se situe|ambientad[ao])(?: \p{L}+){0,4} (?:after|following|since|nach|après|después de|tras) `,
  ),
  cue(
    'before',
    true,
    String.raw`pre[- ]|(?:set|takes place|happens|spielt|se passe|se situe|ambientad[ao])(?: \p{L}+){0,4} (?:before|prior to|vor|avant|antes de) `,
  ),
  cue(
    'during',
    true,
    String.raw`(?:set|takes place|happens|spielt|se passe|se situe|ambientad[ao])(?: \p{L}+){0,3} (?:during|in|at the (?:end|beginning) of|while|während|pendant|durante|dans|en) `,
  ),
  cue(
    'during',
    true,
    String.raw`(?:tag|coda|missing scenes?|alternate ending|alternative ending)(?: \p{L}+){0,2} (?:to|for|from|of) |episode(?: tag)?:? |ep:? |rewrite of |retelling of |(?:tag|missing scene|coda): `,
  ),
  cue('after', false, String.raw`after |following |since |nach |après |después de |tras |после `),
  cue('before', false, String.raw`before |prior to |leading up to |vor |avant |antes de |до |перед `),
  cue('during', false, String.raw`during |in |while |während |pendant |durante |dans |en |во время `),
  cue('during', false, String.raw`of `, true),
]

/** "season", in front of a number or behind it. */
export const SEASON_WORD = String.raw`(?:seasons?|series|staffeln?|saisons?|temporadas?|stagion[ei]|сезоны?|seizoen|säsong)`

/** Which third of a season or year is meant; before it or, after a comma, behind. */
export const PARTS = [
  [
    'early',
    /(?:early(?: in| on in)?(?: the)?|(?:the )?first half of(?: the)?|(?:the )?(?:start|beginning) of(?: the)?|anfang(?: der)?|début de(?: la)?|principios de(?: la)?)[ -]?$/u,
  ],
  [
    'mid',
    /(?:mid(?:way)?(?: in| through)?(?: the)?|(?:the )?middle of(?: the)?|mitte(?: der)?|milieu de(?: la)?|mediados de(?: la)?)[ -]*$/u,
  ],
  [
    'late',
    /(?:late(?: in)?(?: the)?|(?:the )?second half of(?: the)?|(?:the )?end of(?: the)?|ende(?: der)?|fin de(?: la)?|finales de(?: la)?)[ -]?$/u,
  ],
] as const
export const PARTS_BEHIND = /^[ ,(-]*(early|mid|middle|late|finale|premiere|opener)\b/u

/** A universe of the author's own. "AU" must be in capitals: "au" is a French word. */
export const ALTERNATE =
  /\b(?:AU|A\.U\.|[Aa]lternat(?:e|ive)[ -][Uu]niverse|[Aa]lternat(?:e|ive) [Rr]eality|ALTERNATE UNIVERSE|[Aa]lternativ(?:es )?[Uu]niversum|[Uu]nivers [Aa]lternatif|[Uu]niverso [Aa]lternativo)(?![\p{L}\p{N}])/u
