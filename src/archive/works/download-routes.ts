/** `GET /works/<id>/<slug>/download.epub`, `.html`, `.txt`, `.md`: a work to take along. */
import type { Book } from '../../publish/book.ts'
import { writeEpub } from '../../publish/epub/index.ts'
import { writeHtml } from '../../publish/html/index.ts'
import { writeMarkdown } from '../../publish/markdown/index.ts'
import { writeText } from '../../publish/text/index.ts'
import { answerDownload, type Download } from '../../ui/index.ts'
import type { Handler } from '../access/index.ts'
import { slugFor } from '../addresses/index.ts'
import { bookOf } from './book.ts'
import { withWork } from './routes.ts'
import { listChapters } from './store.ts'

interface Form {
  readonly type: string
  readonly write: (book: Book) => Promise<Uint8Array> | string
}

const FORMS = {
  epub: { type: 'application/epub+zip', write: writeEpub },
  html: { type: 'text/html; charset=utf-8', write: writeHtml },
  txt: { type: 'text/plain; charset=utf-8', write: writeText },
  md: { type: 'text/markdown; charset=utf-8', write: writeMarkdown },
} satisfies Record<string, Form>

/** The handler for one form of download. */
export function downloadAs(ending: keyof typeof FORMS): Handler {
  const form: Form = FORMS[ending]
  return (visit) =>
    withWork(visit, `/download.${ending}`, async (work) => {
      const written = await form.write(bookOf(work, await listChapters(visit.db, visit.viewer, work), visit.archive))
      const body: Download['body'] = typeof written === 'string' ? written : new Uint8Array(written)
      const slug = slugFor(work.title)
      const name = slug === '-' ? work.publicId : slug
      return answerDownload({ body, type: form.type, fileName: `${name}.${ending}`, isForeign: true })
    })
}
