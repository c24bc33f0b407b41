/** Read a zip file with a library that is not ours, for tests: path and text of every entry, in order. */
import { text } from 'node:stream/consumers'
import yauzl from 'yauzl'

export async function unzip(bytes: Uint8Array): Promise<readonly (readonly [path: string, content: string])[]> {
  const zip = await new Promise<yauzl.ZipFile>((resolve, reject) => {
    yauzl.fromBuffer(Buffer.from(bytes), { lazyEntries: true }, (error, file) =>
      error ? reject(error) : resolve(file),
    )
  })
  const entries: [string, string][] = []
  return new Promise((resolve, reject) => {
    zip.on('error', reject)
    zip.on('end', () => resolve(entries))
    zip.on('entry', (entry: yauzl.Entry) => {
      zip.openReadStream(entry, (error, stream) => {
        if (error) return reject(error)
        text(stream)
          .then((content) => entries.push([entry.fileName, content]))
          .then(() => zip.readEntry(), reject)
      })
    })
    zip.readEntry()
  })
}
