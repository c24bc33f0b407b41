#!/usr/bin/env node
/** The program: checks that it runs on the Node it was written for, then hands over to `main.ts`. */
import { enableCompileCache } from 'node:module'

if (process.versions.node.startsWith('24.')) {
  // Most commands are over before what they load is: the second start takes half the time of the first.
  enableCompileCache()
  const { endQuietlyWithoutReader, endWithBug } = await import('./last-words.ts')
  process.stdout.on('error', endQuietlyWithoutReader)
  process.stderr.on('error', endQuietlyWithoutReader)
  process.on('uncaughtException', endWithBug)
  const { main } = await import('./main.ts')
  process.exitCode = await main(process.argv.slice(2))
} else {
  console.error(
    `ficarium: this is Node ${process.versions.node}, and Ficarium runs on Node 24. "npm install" brings it along: start with "npm start" or "npx ficarium".`,
  )
  process.exitCode = 2
}
