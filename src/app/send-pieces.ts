/**
 * Sends a page in pieces: the frame, and the story as the bytes that the database gave, in one write.
 *
 * Putting the pieces together first costs more than making the page. A buffer of that size is new memory each time,
 * which the collector gives back late. So pages in pieces go past the `Response` that every other answer is, straight to
 * the socket.
 */
import type { ServerResponse } from 'node:http'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import type { Context } from 'hono'
import type { PageInPieces } from '../ui/index.ts'

/** Where there is no socket (in tests), or the page itself is not asked for (`HEAD`), it becomes a `Response` after all. */
export function sendPieces({ headers, pieces }: PageInPieces, ask: Context): Response {
  const size = pieces.reduce((sum, piece) => sum + piece.length, 0)
  const sized = { ...headers, 'Content-Length': String(size) }
  const outgoing = outgoingOf(ask)
  if (outgoing === undefined || ask.req.method !== 'GET') return new Response(Buffer.concat(pieces), { headers: sized })
  outgoing.writeHead(200, sized)
  outgoing.cork()
  for (const piece of pieces.length > PIECES_AT_ONCE ? [Buffer.concat(pieces)] : pieces) outgoing.write(piece)
  outgoing.end()
  return RESPONSE_ALREADY_SENT
}

/** Above this, what each write costs is more than putting them together. */
const PIECES_AT_ONCE = 16

/** What the server of `@hono/node-server` gives along with each request. */
function outgoingOf(ask: Context): ServerResponse | undefined {
  return (ask.env as { readonly outgoing?: ServerResponse } | undefined)?.outgoing
}
