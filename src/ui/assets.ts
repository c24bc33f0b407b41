/**
 * The files that pages load: one stylesheet, three scripts, the faces of Atkinson Hyperlegible the site's mark and
 * the plain cover of what has none. Each is read
 * once and has a hash of its content in its address, so browsers may keep it for ever.
 */
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

export interface Asset {
  readonly type: string
  readonly body: Uint8Array<ArrayBuffer>
}

/** In the order of the layers they fill; together they are `site.css`. */
const STYLES = [
  'themes',
  'faces',
  'base',
  'frame',
  'parts',
  'shelves',
  'search',
  'story',
  'community',
  'forms',
  'print',
]
const SCRIPTS = ['keys', 'place', 'complete']
const FACES = ['latin', 'latin-ext'].flatMap((subset) =>
  ['400-normal', '400-italic', '700-normal', '700-italic'].map((cut) => `${subset}-${cut}`),
)

const assets = new Map<string, Asset>()
const addresses = new Map<string, string>()
loadAssets()

/** The address of an asset by its plain name: `site.css`. */
export function assetUrl(name: string): string {
  const address = addresses.get(name)
  if (address === undefined) throw new Error(`There is no asset ${name}.`)
  return address
}

/** The asset of an address's last part: `site.3f2a….css`. */
export function findAsset(file: string): Asset | undefined {
  return assets.get(file)
}

function loadAssets(): void {
  const require = createRequire(import.meta.url)
  for (const face of FACES) {
    const file = require.resolve(`@fontsource/atkinson-hyperlegible/files/atkinson-hyperlegible-${face}.woff2`)
    add(`hyperlegible-${face}.woff2`, 'font/woff2', readFileSync(file))
  }
  add('cover.png', 'image/png', readFileSync(new URL('cover.png', import.meta.url)))
  add('mark.svg', 'image/svg+xml', readFileSync(new URL('mark.svg', import.meta.url)))
  for (const script of SCRIPTS) {
    const file = new URL(`scripts/${script}.js`, import.meta.url)
    add(`${script}.js`, 'text/javascript; charset=utf-8', readFileSync(file))
  }
  const styles = STYLES.map((name) => readFileSync(new URL(`styles/${name}.css`, import.meta.url), 'utf8'))
  add('site.css', 'text/css; charset=utf-8', Buffer.from(withFaceAddresses(styles.join('\n'))))
}

function add(name: string, type: string, body: Uint8Array): void {
  const hash = createHash('sha256').update(body).digest('hex').slice(0, 12)
  const dot = name.lastIndexOf('.')
  const file = `${name.slice(0, dot)}.${hash}${name.slice(dot)}`
  assets.set(file, { type, body: new Uint8Array(body) })
  addresses.set(name, `/assets/${file}`)
}

/** `url("hyperlegible-….woff2")` in the styles names a file by its plain name. */
function withFaceAddresses(css: string): string {
  return css.replaceAll(/url\("([^"]+)"\)/g, (_, name: string) => `url("${assetUrl(name)}")`)
}
