export { openRtf } from './open-rtf.ts'
