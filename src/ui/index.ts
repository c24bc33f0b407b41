export { askAge } from './age.ts'
export {
  answerAsset,
  answerDownload,
  answerFilledPage,
  answerMoved,
  answerPage,
  answerSeeOther,
  answerText,
  type Download,
  FILLED_LATER,
  type PageInPieces,
} from './answer.ts'
export { assetUrl, findAsset } from './assets.ts'
export { type ErrorStatus, errorPage } from './error-page.ts'
export { type Choice, hiddenField, radioField, selectField } from './form.ts'
export { type Html, html, NOTHING, raw } from './html.ts'
export { ORNAMENT, roundMark } from './marks.ts'
export { type Frame, type PageOptions, page } from './page.ts'
export {
  CHOICE_NAMES,
  CHOICES,
  type ChoiceName,
  formatPreferences,
  PREFERENCES_COOKIE,
  type Preferences,
  parsePreferences,
  readPreferences,
  USUAL_PREFERENCES,
} from './preferences.ts'
export { directionOf, languageAttributes, proseOf } from './prose.ts'
export { type SaidOptions, saidHtml } from './said.ts'
export { CONTENT_SECURITY_POLICY } from './security.ts'
export { counted, dateInWords, dateTime, formatNumber, joinHtml, joinNames, languageName } from './words.ts'
