/** Gives every property test the seed of this run, which `vitest.config.ts` chooses. */
import * as fc from 'fast-check'

fc.configureGlobal({ seed: Number(process.env['FICARIUM_SEED']) })
