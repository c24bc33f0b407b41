export { DEFLATED, type LocalHeader, MAX_LOCAL_BYTES, readLocalHeader, STORED } from './local-header.ts'
