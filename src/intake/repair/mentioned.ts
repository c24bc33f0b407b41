/** Whether a code stands in a line that speaks of codes: then it is meant, and stays. */

/** Words that only texts about markup and programs use. */
const SUBJECT = /\b(?:entit(?:y|ies)|html|xml|json|unicode|ampersands?|markup|charset|escape (?:code|sequence)s?)\b/i
/** “type &nbsp;”, “the code &amp;”: the words right before. */
const COMMAND = /\b(?:type[ds]?|typing|writ(?:e|ten)|enter|insert|codes?|called)\s+["'“‘(]?$/i

/** Characters of its line that are looked at on either side. */
const REACH = 120

export function isMentioned(text: string, from: number, to: number): boolean {
  if (text[from - 1] === '`') return true
  const before = text.slice(Math.max(0, from - REACH), from)
  const lineBefore = before.slice(before.lastIndexOf('\n') + 1)
  const after = text.slice(to, to + REACH)
  const lineEnd = after.indexOf('\n')
  const lineAfter = lineEnd === -1 ? after : after.slice(0, lineEnd)
  return COMMAND.test(lineBefore) || SUBJECT.test(lineBefore) || SUBJECT.test(lineAfter)
}
