/**
 * The whole site: one line per address, and who may see it.
 *
 * `everyone` sees the same page whoever they are; `by-work` pages show what the works behind them allow, for whoever
 * asks; `archivist` pages are not there for anybody else. The visibility test walks this list.
 */
import { enterAsArchivist, type Gate, type Handler } from '../archive/access/index.ts'
import { showChapter, showWork, showWorks } from '../archive/works/index.ts'

export type Audience = 'everyone' | 'by-work' | 'archivist'

export interface Route {
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly audience: Audience
  readonly handler: Handler
}

export function routesOf(gate: Gate): readonly Route[] {
  return [
    get('/works', 'by-work', showWorks),
    get('/works/:id', 'by-work', showWork),
    get('/works/:id/:slug', 'by-work', showWork),
    get('/works/:id/:slug/chapters/:number', 'by-work', showChapter),
    get('/archivist', 'everyone', enterAsArchivist(gate)),
  ]
}

function get(path: string, audience: Audience, handler: Handler): Route {
  return { method: 'GET', path, audience, handler }
}
