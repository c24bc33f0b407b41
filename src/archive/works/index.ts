export { type Placing, type SavedWork, saveWork } from './catalogue-store.ts'
export type {
  ChapterDraft,
  CreatorDraft,
  FieldDraft,
  FindingDraft,
  SourceDraft,
  TagDraft,
  WorkDraft,
} from './draft.ts'
export { findOrAddTag } from './names-store.ts'
export { showChapter, showWork, showWorks } from './routes.ts'
