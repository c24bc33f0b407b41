/**
 * The repairs, in the order they run. The order matters:
 *
 * - what stands for characters in ASCII first, and of that the mail encodings: `=26eacute;` is an entity once decoded;
 * - then entities: `&acirc;&euro;&trade;` is misread UTF-8 only once decoded, and `\&#39;` an added slash;
 * - misread UTF-8 before everything that looks at single characters: a broken quote is three characters until then;
 *   layers of several kinds are taken off in turn, up to three;
 * - a misread quote that lost a byte after all that are whole;
 * - Mac Roman before C1 controls: `caf` with 8E behind it is café, not cafŽ;
 * - spaces after all that may turn out to be a space, and characters that no XML can hold after them;
 * - marks of which nothing is left but a sign at the end, when all that can be read has been read.
 */
import { repairAddedSlashes } from './added-slashes.ts'
import { repairApostropheAsQuestionMark } from './apostrophe-as-question-mark.ts'
import { repairApostropheAsReplacement } from './apostrophe-as-replacement.ts'
import { repairC1Controls } from './c1-control.ts'
import { repairCp1252AsCp437 } from './cp1252-as-cp437.ts'
import { repairCp1252AsCp1251 } from './cp1252-as-cp1251.ts'
import { repairCp1252AsGbk } from './cp1252-as-gbk.ts'
import { repairCp1252AsKoi8R } from './cp1252-as-koi8-r.ts'
import { repairCp1252AsMacroman } from './cp1252-as-macroman.ts'
import { repairEntities } from './entity.ts'
import { repairIllegalCharacters } from './illegal-character.ts'
import { repairLiteralEscapes } from './literal-escape.ts'
import { repairMacromanAsCp1252 } from './macroman-as-cp1252.ts'
import { repairNbspIndents } from './nbsp-indent.ts'
import { repairNbspSpaces } from './nbsp-space.ts'
import { repairQuotedPrintable } from './quoted-printable.ts'
import type { Rule } from './rule.ts'
import { repairUtf7 } from './utf7.ts'
import { repairUtf8AsCp437 } from './utf8-as-cp437.ts'
import { repairUtf8AsCp1250 } from './utf8-as-cp1250.ts'
import { repairUtf8AsCp1251 } from './utf8-as-cp1251.ts'
import { repairUtf8AsCp1252 } from './utf8-as-cp1252.ts'
import { repairUtf8AsCp1252Cut } from './utf8-as-cp1252-cut.ts'
import { repairUtf8AsLatin1 } from './utf8-as-latin1.ts'
import { repairUtf8AsMacroman } from './utf8-as-macroman.ts'

/** Repairs that run in turn until none of them finds anything, at most so often. */
export interface Stage {
  readonly rules: readonly Rule[]
  readonly rounds: number
}

export const STAGES: readonly Stage[] = [
  { rules: [repairQuotedPrintable, repairUtf7, repairLiteralEscapes, repairEntities], rounds: 1 },
  { rules: [repairAddedSlashes], rounds: 3 },
  {
    rules: [
      repairUtf8AsCp1252,
      repairUtf8AsLatin1,
      repairUtf8AsMacroman,
      repairUtf8AsCp437,
      repairUtf8AsCp1250,
      repairUtf8AsCp1251,
    ],
    rounds: 8,
  },
  {
    rules: [
      repairUtf8AsCp1252Cut,
      repairMacromanAsCp1252,
      repairC1Controls,
      repairCp1252AsMacroman,
      repairCp1252AsCp437,
      repairCp1252AsKoi8R,
      repairCp1252AsCp1251,
      repairCp1252AsGbk,
    ],
    rounds: 1,
  },
  {
    rules: [
      repairNbspIndents,
      repairNbspSpaces,
      repairIllegalCharacters,
      repairApostropheAsReplacement,
      repairApostropheAsQuestionMark,
    ],
    rounds: 1,
  },
]
