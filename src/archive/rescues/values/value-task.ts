/** What the threads of a rescue are asked: all values of a story, or a list of single ones. */
import {
  type PlainValue,
  type RichValue,
  readPlainValue,
  readRichValue,
  type ValueEvidence,
} from '../../../intake/values/index.ts'
import { readStory, type StoryInput, type StoryValues } from './story-values.ts'

export interface SingleValue {
  readonly bytes: Uint8Array
  readonly evidence: ValueEvidence
}

export type ValueTask =
  | { readonly kind: 'story'; readonly story: StoryInput }
  | { readonly kind: 'rich'; readonly values: readonly SingleValue[] }
  | { readonly kind: 'plain'; readonly values: readonly SingleValue[] }

export type ValueAnswer = StoryValues | readonly RichValue[] | readonly PlainValue[]

/** `siteUrl` is where relative links led. */
export function runValueTask(task: ValueTask, siteUrl: string | null): ValueAnswer {
  const resolveLink = linkResolver(siteUrl)
  const withLinks = (evidence: ValueEvidence): ValueEvidence => ({ ...evidence, resolveLink })
  if (task.kind === 'story') return readStory(storyWithLinks(task.story, withLinks))
  if (task.kind === 'rich') return task.values.map(({ bytes, evidence }) => readRichValue(bytes, withLinks(evidence)))
  return task.values.map(({ bytes, evidence }) => readPlainValue(bytes, withLinks(evidence)))
}

function storyWithLinks(story: StoryInput, withLinks: (evidence: ValueEvidence) => ValueEvidence): StoryInput {
  return {
    ...story,
    evidence: withLinks(story.evidence),
    chapters: story.chapters.map((chapter) => ({
      ...chapter,
      evidence: withLinks(chapter.evidence),
    })),
  }
}

/** A relative link as the whole address that it was on the old site. */
export function linkResolver(siteUrl: string | null): (href: string) => string | null {
  if (siteUrl === null) return () => null
  const base = siteUrl.endsWith('/') ? siteUrl : `${siteUrl}/`
  return (href) => {
    const url = URL.canParse(href, base) ? new URL(href, base) : null
    return url !== null && (url.protocol === 'http:' || url.protocol === 'https:') ? url.href : null
  }
}
