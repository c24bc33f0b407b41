export type { PartHint } from './part.ts'
export { type KnownChapter, recogniseStory, type StoryStructure } from './story.ts'
export type { StorySuggestion } from './story-suggestion.ts'
