export { type Detection, detectFormat, TEXT_LIMIT_BYTES } from './detect-format.ts'
