/** What the threads of a rescue are asked: all values of a story, or a list of single ones. */
import { readPlainValue, readRichValue, type ValueEvidence } from '../../../intake/values/index.ts'
import { readStory, type StoryInput, type StoryValues } from './story-values.ts'

export interface SingleValue {
  readonly bytes: Uint8Array
  readonly evidence: ValueEvidence
}

export type ValueTask =
  | { readonly kind: 'story'; readonly story: StoryInput }
  | { readonly kind: SingleKind; readonly values: readonly SingleValue[] }

/** What is asked of single values: one line without markup, story HTML, or its text; no more, since all is copied. */
export type SingleKind = 'line' | 'html' | 'text'

export type ValueAnswer = StoryValues | readonly string[]

/** `siteUrl` is where relative links led. */
export function runValueTask(task: ValueTask, siteUrl: string | null): ValueAnswer {
  const resolveLink = linkResolver(siteUrl)
  const withLinks = (evidence: ValueEvidence): ValueEvidence => ({ ...evidence, resolveLink })
  if (task.kind === 'story') return readStory(storyWithLinks(task.story, withLinks))
  const { kind, values } = task
  return values.map(({ bytes, evidence }) => {
    if (kind === 'line') return readPlainValue(bytes, withLinks(evidence)).text
    return readRichValue(bytes, withLinks(evidence))[kind]
  })
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
