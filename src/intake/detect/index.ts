export { type Detection, detectFormat, TEXT_LIMIT_BYTES } from './detect-format.ts'
export { startsLikeMail } from './starts-like-mail.ts'
