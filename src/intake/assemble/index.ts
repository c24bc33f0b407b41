/** Front door of assemble: which sources are one work. */
export { type AssembledSource, type AssembledWork, assemble } from './assemble.ts'
export { type Outline, outlineOf } from './outline.ts'
export type { Place, ReadSource } from './read-source.ts'
export { lettersOf, likeness, sketchOf } from './sketch.ts'
