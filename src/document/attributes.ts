/** Say which values the attributes of story HTML may have. What is not such a value is left out when a tree is tidied. */
import { DIV_CLASSES, type Direction, type DivClass, SECTION_CLASSES, type SectionClass } from './tree.ts'

/** A letter and a number: "b12". */
export function isBlockId(id: string): boolean {
  return /^[a-z][0-9]{1,9}$/.test(id)
}

/** A well-formed language tag: "en", "zh-Hant", "pt-BR". Whether it is registered is not asked. */
export function isLanguageTag(tag: string): boolean {
  return /^[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8}){0,8}$/.test(tag)
}

export function isDirection(value: string): value is Direction {
  return value === 'ltr' || value === 'rtl' || value === 'auto'
}

/** The SHA-256 of a source, in lower-case hexadecimal. */
export function isSha256(value: string): boolean {
  return /^[0-9a-f]{64}$/.test(value)
}

export function isDivClass(value: string): value is DivClass {
  return (DIV_CLASSES as readonly string[]).includes(value)
}

export function isSectionClass(value: string): value is SectionClass {
  return (SECTION_CLASSES as readonly string[]).includes(value)
}
