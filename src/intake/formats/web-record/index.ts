export { decodeBody } from './decode-body.ts'
export {
  type HttpHead,
  mediaType,
  RECORD_HEAD_BYTES,
  type RecordHead,
  readHttpHead,
  readRecordHead,
} from './read-record.ts'
export { unwrapRecord } from './unwrap-record.ts'
