/**
 * Read how far a work has come: complete, in progress, abandoned.
 *
 * Only what somebody says counts: a label, an end marker, a remark about what is still to come. Being a part is no
 * status: part 2 of 5 may be one of five that are all there. Where two speak, the nearer one to the text wins: the
 * label over the marker, the marker over a remark.
 */
import type { Status } from '../reading.ts'
import { type Run, sliceRun } from '../run.ts'
import type { Found } from './evidence.ts'

/** Words of labels, folded to lower case; the first one in the text counts ("Complete (sequel in progress)"). */
const STATUS_WORDS: readonly (readonly [Status, readonly string[]])[] = [
  [
    'abandoned',
    [
      'abandoned',
      'discontinued',
      'dead',
      'orphaned',
      'abgebrochen',
      'abandonné',
      'abandonnée',
      'abandonado',
      'abandonada',
      'abbandonata',
    ],
  ],
  [
    'in-progress',
    [
      'in progress',
      'in-progress',
      'wip',
      'work in progress',
      'work-in-progress',
      'incomplete',
      'in-complete',
      'not complete',
      'not completed',
      'not finished',
      'not yet',
      'unfinished',
      'on hiatus',
      'hiatus',
      'ongoing',
      'on-going',
      'tbc',
      'to be continued',
      'in arbeit',
      'unvollständig',
      'nicht abgeschlossen',
      'en cours',
      'en progreso',
      'en proceso',
      'in corso',
      'em andamento',
      'onvoltooid',
      'w trakcie',
      'rozepsáno',
      'rozpracováno',
      'rozpísané',
      'nedokončené',
      'folyamatban',
      'befejezetlen',
      'í vinnslu',
      'ólokið',
      'en curs',
      'en procés',
      'sen rematar',
      'em progresso',
      'pågående',
      'в процессе',
      'не закончен',
      'не завершен',
    ],
  ],
  [
    'complete',
    [
      'complete',
      'completed',
      'finished',
      'done',
      'one-shot',
      'oneshot',
      'standalone',
      'fertig',
      'abgeschlossen',
      'fertiggestellt',
      'vollständig',
      'beendet',
      'terminé',
      'terminée',
      'complet',
      'complète',
      'completa',
      'completo',
      'terminado',
      'terminada',
      'completata',
      'conclusa',
      'concluída',
      'concluído',
      'voltooid',
      'compleet',
      'zakończone',
      'zakończony',
      'dokončeno',
      'dokončené',
      'ukončené',
      'befejezett',
      'befejezve',
      'kész',
      'lokið',
      'fullgert',
      'acabada',
      'acabat',
      'finalitzat',
      'finalitzada',
      'rematada',
      'rematado',
      'finalizada',
      'finalizado',
      'avslutad',
      'закончен',
      'завершен',
      'завершён',
    ],
  ],
]

/** The status that the value of a `Status:` label names. */
export function readStatus(text: string): Status | null {
  const folded = text.slice(0, 200).toLowerCase()
  let best: Status | null = null
  let nearest = Number.POSITIVE_INFINITY
  for (const [status, words] of STATUS_WORDS) {
    for (const word of words) {
      const at = indexOfWord(folded, word)
      if (at === -1 || at >= nearest) continue
      nearest = at
      best = status
    }
  }
  return best
}

function indexOfWord(text: string, word: string): number {
  for (let at = text.indexOf(word); at !== -1; at = text.indexOf(word, at + 1)) {
    const isWhole = !/\p{L}/u.test(text.charAt(at - 1)) && !/\p{L}/u.test(text.charAt(at + word.length))
    if (isWhole) return at
  }
  return -1
}

/** "Completed: yes", "Complete? No", "Finished - not yet". */
export function readCompleted(text: string): Status | null {
  const answer = text.trim().toLowerCase()
  if (/^(?:yes|y|ja|oui|s[ií]|sim|tak|ano|igen|completed?|done)\b/.test(answer)) return 'complete'
  if (/^(?:no|n|not|nein|non|n[aã]o|nie|ne|nem|nope|still|wip)\b/.test(answer)) return 'in-progress'
  return readStatus(answer)
}

/** What the words of an end marker say: "The End" closes the work, "TBC" does not, "end of part 2" says neither. */
export function statusOfEndMarker(marker: string): Status | null {
  const words = marker
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s]/gu, ' ')
    .trim()
    .split(/\s+/u)
  const bare = words.join(' ')
  if (words.some((word) => PART_WORDS.has(word))) return null
  if (TO_BE_CONTINUED.some((phrase) => bare === phrase || bare.startsWith(`${phrase} `))) return 'in-progress'
  return THE_END.has(bare) ? 'complete' : null
}

const PART_WORDS = new Set([
  'part',
  'chapter',
  'act',
  'book',
  'section',
  'teil',
  'kapitel',
  'chapitre',
  'partie',
  'parte',
  'capítulo',
  'capitulo',
  'deel',
  'hoofdstuk',
  'rozdział',
  'kapitola',
  'часть',
  'глава',
  'del',
])

const TO_BE_CONTINUED: readonly string[] = [
  'tbc',
  'to be continued',
  'to be contd',
  'fortsetzung folgt',
  'à suivre',
  'a suivre',
  'continuará',
  'continuara',
  'continua',
  'wordt vervolgd',
  'cdn',
  'ciąg dalszy nastąpi',
  'pokračování příště',
  'fortsättning följer',
  'продолжение следует',
  'more to come',
  'wird fortgesetzt',
  '未完',
  '待续',
  '待續',
  'つづく',
  '続く',
  '계속',
]

const THE_END = new Set([
  'the end',
  'end',
  'fin',
  'finis',
  'fine',
  'fim',
  'ende',
  'owari',
  'einde',
  'koniec',
  'konec',
  'slut',
  'конец',
  '30',
  'the very end',
  'fini',
  'end of story',
  'the end of story',
  'das ende',
  'la fin',
  'la fine',
  'o fim',
  'het einde',
  'finite',
  'finito',
  'end of the story',
  'ende der geschichte',
  'fin de la historia',
  'fin de l histoire',
  'loppu',
  'vége',
  '完',
  '全文完',
  '終',
  '终',
  '終わり',
  'おわり',
  '끝',
])

/** A remark of the author's on what is still to come, with where it stands: "Will eventually end up …". */
export function findUnfinishedRemark(run: Run): Found<Status> | null {
  return findRemark(run, REMARKS)
}

/** What a closing word behind the last chapter promises: "The next part will be up soon." */
export function findPromise(run: Run): Found<Status> | null {
  return findRemark(run, [...REMARKS, ...PROMISES])
}

function findRemark(run: Run, patterns: readonly RegExp[]): Found<Status> | null {
  for (const pattern of patterns) {
    const match = pattern.exec(run.text.slice(0, 5000))
    if (match === null) continue
    const evidence = sliceRun(run, match.index, match.index + match[0].length)
    return {
      value: 'in-progress',
      asWritten: match[0],
      evidence: [evidence],
      rule: 'unfinished-remark',
      confidence: 0.85,
    }
  }
  return null
}

const REMARKS: readonly RegExp[] = [
  /\bwill eventually\b[^.!?\n]{0,80}/i,
  /\b(?:WIP|work[- ]in[- ]progress)\b/i,
  /\bmore (?:chapters|parts) (?:to come|coming|soon)\b/i,
  /\bstill (?:a )?(?:being written|writing this|unfinished)\b/i,
]

const PROMISES: readonly RegExp[] = [
  /\b(?:the |my )?next (?:chapter|part|instal?lment|bit|one) (?:will|should|is|ought|may|might|comes?|coming|soon|shortly|next)\b[^.!?\n]{0,80}/i,
  /\b(?:more|next (?:chapter|part)) (?:soon|shortly|next week|tomorrow|later|on the way)\b/i,
  /\b(?:das )?nächste (?:Kapitel|Teil) (?:kommt|folgt|ist|wird)\b[^.!?\n]{0,80}/i,
  /\b(?:la suite|le prochain chapitre) (?:arrive|bientôt|sera|dans|suivra)\b[^.!?\n]{0,80}/i,
  /\b(?:should|shall) i (?:continue|go on|write more)\b|\bif you want (?:me to continue|more)\b/i,
]

/** The status of a work from all that speaks of it; the strongest first. */
export function statusFrom(facts: {
  readonly label: Found<Status> | null
  readonly endMarker: Found | null
  readonly remark: Found<Status> | null
}): Found<Status> | null {
  if (facts.label !== null) return facts.label
  const marked = facts.endMarker === null ? null : statusOfEndMarker(facts.endMarker.asWritten)
  if (facts.endMarker !== null && marked !== null) return { ...facts.endMarker, value: marked, rule: 'end-marker' }
  return facts.remark
}
