export { type ApplyCounts, applyMapping, takeBackMapping } from './apply.ts'
export { changeMapping, type MappingOutcome, printMapping, type TermChange } from './change-mapping.ts'
export { mapSite } from './map-site.ts'
export { meaningsInWords } from './mapping-file.ts'
export {
  type ListedSite,
  listOpaqueRecords,
  listOpaqueTables,
  listRescuedSites,
} from './rescued-site-store.ts'
