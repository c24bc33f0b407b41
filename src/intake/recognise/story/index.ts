export type { FoundMissing, FoundPart, PartHint } from './part.ts'
export { type Known, recogniseStory, type StoryStructure } from './story.ts'
export type { StorySuggestion } from './story-suggestion.ts'
