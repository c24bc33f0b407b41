export { type ApplyRulesOptions, applyRules, findAppliedRules, type RulesApplied } from './apply-rules.ts'
export { type Decided, type Decision, type DecisionRefusal, decide } from './decide.ts'
export { listWorksAnew } from './list-anew.ts'
export { countUnlisted } from './list-anew-store.ts'
export {
  countStandings,
  type ListedTag,
  listAsRules,
  listWrangledTags,
  STANDINGS,
  type Standing,
  type StandingCount,
} from './list-store.ts'
export { asEntries, type Proposal } from './proposal.ts'
export { proposeTags } from './propose.ts'
export { readRules } from './read-rules.ts'
export type { RuleSet } from './rule.ts'
export { writeRules, writeRulesAsJson } from './rules-file.ts'
export { LONGEST_NAME } from './saying.ts'
export { findWrangling, listWranglings, type Wrangling } from './saying-store.ts'
export { findTags, type TagName } from './tag-store.ts'
export { undoWrangling } from './undo.ts'
