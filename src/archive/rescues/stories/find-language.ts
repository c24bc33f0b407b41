/** Tells the language of a text by its letters, where they say it clearly. */
import { recogniseLanguage } from '../../../intake/recognise/language.ts'

export async function findLanguage(text: string): Promise<string | null> {
  const { language } = await recogniseLanguage(text, { label: null, labels: null, html: null })
  return language?.value ?? null
}
