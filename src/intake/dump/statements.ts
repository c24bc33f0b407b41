/** The words that statements of a dump begin with. */
import { latin1 } from './scan.ts'

/** What is passed over without a word: it neither brings rows nor changes them. */
export const passedWords: ReadonlySet<string> = new Set(
  `ALTER ANALYZE BEGIN CALL CHANGE CHECK COMMIT DEALLOCATE DECLARE DO DROP END EXECUTE FLUSH GO GRANT HANDLER IF
  INSTALL KILL LOCK OPTIMIZE PRAGMA PREPARE RELEASE RENAME REPAIR RESET REVOKE ROLLBACK SAVEPOINT SELECT SHOW SOURCE
  START STOP TRUNCATE UNINSTALL UNLOCK XA`.split(/\s+/),
)

/** What would have changed rows. */
export const dataChangingWords: ReadonlySet<string> = new Set(['UPDATE', 'DELETE', 'LOAD', 'MERGE', 'WITH'])

/** `INSERT INTO`, `CREATE TABLE`, `-- Table structure for`: what no line of a story begins with. */
const START =
  /^(?:(?:INSERT|REPLACE)\s+(?:(?:LOW_PRIORITY|DELAYED|HIGH_PRIORITY|IGNORE)\s+){0,2}INTO\s|(?:CREATE|DROP|LOCK|UNLOCK|ALTER|TRUNCATE)\s+(?:TABLES?|DATABASE)\b|(?:--|#) (?:Table structure|Dumping data|Dump of|Data for)|\/\*!\d{5} )/i

const FIRST = new Set(
  Array.from('IRCDLUAT-#/', (letter) => [letter.charCodeAt(0), letter.toLowerCase().charCodeAt(0)]).flat(),
)

/** Whether a statement begins at the start of this line: sure enough to go on there after what made no sense. */
export function startsStatement(bytes: Uint8Array, at: number): boolean {
  return FIRST.has(bytes[at] ?? 0) && START.test(latin1(bytes, at, Math.min(at + 64, bytes.length)))
}
