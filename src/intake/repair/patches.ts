/**
 * Patches: what several repairs, one after the other, come to in the text they all began with.
 *
 *     text     “donâ€™t”      first â€™ → í? no: each repair gives changes of the text it saw; `composeChanges` moves them
 *                            back over the patches before, and makes one patch of all that touched the same place
 *
 * A patch is the smallest stretch that changes, with the codes of all repairs that had a part in it.
 */
import type { RepairCode } from '../codes.ts'
import type { Change } from './rule.ts'

export interface Patch extends Change {
  /** In the order of the repairs. */
  readonly codes: readonly RepairCode[]
}

/** Patches of `original` that had given `current`, together with changes of `current`. */
export function composeChanges(
  original: string,
  patches: readonly Patch[],
  current: string,
  changes: readonly Change[],
  code: RepairCode,
): readonly Patch[] {
  const composed: Patch[] = []
  const codes: readonly RepairCode[] = [code]
  let shift = 0
  let p = 0
  let c = 0
  while (p < patches.length || c < changes.length) {
    const patch = patches[p]
    const change = changes[c]
    if (patch !== undefined && (change === undefined || endOf(patch, shift) <= change.from)) {
      composed.push(patch)
      shift += growthOf(patch)
      p++
    } else if (change !== undefined && (patch === undefined || change.to <= patch.from + shift)) {
      composed.push({ from: change.from - shift, to: change.to - shift, after: change.after, codes })
      c++
    } else {
      const group = collectGroup(patches, p, changes, c, shift)
      const after = changedSlice(current, group.from, group.to, changes.slice(c, group.nextChange))
      const all = [...new Set([...patches.slice(p, group.nextPatch).flatMap((one) => one.codes), code])]
      const merged = { from: group.from - shift, to: group.to - group.shift, after, codes: all }
      const trimmed = trimPatch(original, merged)
      if (trimmed !== undefined) composed.push(trimmed)
      ;({ shift } = group)
      p = group.nextPatch
      c = group.nextChange
    }
  }
  return composed
}

/** All patches and changes that hang together, from the next of each on; offsets in the current text. */
function collectGroup(patches: readonly Patch[], p: number, changes: readonly Change[], c: number, shift: number) {
  const first = (patches[p] as Patch).from + shift
  const group = { from: Math.min(first, (changes[c] as Change).from), to: -1, shift, nextPatch: p, nextChange: c }
  for (;;) {
    const patch = patches[group.nextPatch]
    const change = changes[group.nextChange]
    if (patch !== undefined && (group.to === -1 || patch.from + group.shift < group.to)) {
      group.to = Math.max(group.to, endOf(patch, group.shift))
      group.shift += growthOf(patch)
      group.nextPatch++
    } else if (change !== undefined && (group.to === -1 || change.from < group.to)) {
      group.to = Math.max(group.to, change.to)
      group.nextChange++
    } else {
      return group
    }
  }
}

function endOf(patch: Patch, shift: number): number {
  return patch.from + shift + patch.after.length
}

function growthOf(patch: Patch): number {
  return patch.after.length - (patch.to - patch.from)
}

function changedSlice(text: string, from: number, to: number, changes: readonly Change[]): string {
  let slice = ''
  let done = from
  for (const change of changes) {
    slice += text.slice(done, change.from) + change.after
    done = change.to
  }
  return slice + text.slice(done, to)
}

/** The patch without what it leaves as it was at either end; undefined when the repairs undid each other. */
function trimPatch(original: string, patch: Patch): Patch | undefined {
  const before = original.slice(patch.from, patch.to)
  const { after } = patch
  if (before === after) return undefined
  const most = Math.min(before.length, after.length)
  let start = 0
  while (start < most && before[start] === after[start]) start++
  let end = 0
  while (end < most - start && before.at(-1 - end) === after.at(-1 - end)) end++
  // Halves of a pair stay together.
  if (start > 0 && isFirstHalf(before.charCodeAt(start - 1))) start--
  if (end > 0 && isSecondHalf(before.charCodeAt(before.length - end))) end--
  const trimmed = {
    ...patch,
    from: patch.from + start,
    to: patch.to - end,
    after: after.slice(start, after.length - end),
  }
  // A patch has a place in the source: pure gains keep the character before them.
  if (trimmed.from < trimmed.to) return trimmed
  return start > 0
    ? { ...trimmed, from: trimmed.from - 1, after: before.charAt(start - 1) + trimmed.after }
    : { ...trimmed, to: trimmed.to + 1, after: trimmed.after + before.charAt(before.length - end) }
}

function isFirstHalf(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff
}

function isSecondHalf(unit: number): boolean {
  return unit >= 0xdc00 && unit <= 0xdfff
}

/** Where `[from, to)` of the patched text is in the original. */
export function originalSpan(patches: readonly Patch[], from: number, to: number): readonly [number, number] {
  let shift = 0
  let start: number | undefined
  for (const patch of patches) {
    const patchFrom = patch.from + shift
    const patchTo = endOf(patch, shift)
    if (start === undefined && from < patchTo) start = from < patchFrom ? from - shift : patch.from
    if (to <= patchFrom) break
    if (to <= patchTo) return [start ?? patch.from, patch.to]
    shift += growthOf(patch)
  }
  return [start ?? from - shift, to - shift]
}
