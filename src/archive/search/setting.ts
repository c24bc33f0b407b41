/**
 * Finds what a question about the setting means on a canon's timeline: `after-season-5`, `s3-s5`, `before:"The Gift"`.
 *
 * The end of a stretch is where the relation puts it: "after" season 5 begins behind its last episode, "before" it ends
 * ahead of its first. A name is that of a season, an episode or a turning point, whole or in part.
 */
import { foldKey } from '../../kernel/text.ts'
import type { SettingPoint, SettingRange } from '../../search/query/index.ts'
import type { Condition } from '../../search/question.ts'
import type { CanonTimeline, TimelinePoint } from './canon-points-store.ts'

interface Stretch {
  readonly from: number
  readonly to: number
}

/** One condition for each canon that has such a point; none when no canon does. */
export function settingConditions(
  { relation, from, to }: SettingRange,
  timelines: readonly CanonTimeline[],
): readonly Condition[] {
  return timelines.flatMap(({ canon, points }): Condition[] => {
    const first = stretchOf(from, points)
    const last = to === null ? first : stretchOf(to, points)
    if (first === undefined || last === undefined) return []
    if (to !== null) return [{ kind: 'setting', canon, from: first.from, to: last.to }]
    return [{ kind: 'setting', canon, ...around(relation, first) }]
  })
}

/** What is set before or after a point stands half a step from it. */
const HALF = 0.5

function around(
  relation: SettingRange['relation'],
  { from, to }: Stretch,
): { readonly from: number | null; readonly to: number | null } {
  switch (relation) {
    case 'before':
      return { from: null, to: from - HALF }
    case 'until':
      return { from: null, to }
    case 'during':
      return { from, to }
    case 'from':
      return { from, to: null }
    case 'after':
      return { from: to + HALF, to: null }
  }
}

function stretchOf(point: SettingPoint, points: readonly TimelinePoint[]): Stretch | undefined {
  const meant = 'name' in point ? named(point.name, points) : numbered(point, points)
  const positions = meant.map(({ position }) => position)
  return positions.length === 0 ? undefined : { from: Math.min(...positions), to: Math.max(...positions) }
}

function numbered(
  { season, episode }: { readonly season: number; readonly episode: number | null },
  points: readonly TimelinePoint[],
): readonly TimelinePoint[] {
  return points.filter((point) => point.season === season && (episode === null || point.episode === episode))
}

/** The one of that name; else those that begin so, else those that have it inside. A season is all that happens in it. */
function named(name: string, points: readonly TimelinePoint[]): readonly TimelinePoint[] {
  const asked = foldKey(name)
  const keys = points.map((point) => foldKey(point.name))
  const whole = points.filter((_, i) => keys[i] === asked)
  const begins = whole.length > 0 ? whole : points.filter((_, i) => keys[i]?.startsWith(asked))
  const meant = begins.length > 0 ? begins : points.filter((_, i) => keys[i]?.includes(asked))
  const first = meant[0]
  if (first === undefined) return []
  return first.kind === 'season' && first.season !== null
    ? points.filter((point) => point.season === first.season)
    : [first]
}
