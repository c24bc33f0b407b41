/**
 * Tells which images of a text are drawn rules: people set them between scenes, alone on a line, and without them two
 * scenes run together.
 *
 *     <p align="center"><img src="http://a.example/divider.gif"></p>        a break
 *     <img src="http://a.example/map.jpg">                                  an image
 *
 * By their names, or because the same one stands in the text more than once. Whether it stands alone, who reads the
 * lines sees.
 */
import type { Markup } from '../read/markup.ts'

/** `divider2.gif`, `scene_break.png`, `hr-gold.jpg`, `blueline.gif`. */
const NAME = /(?:divid|break|separat|(?:^|[^a-z])(?:hr|rule|bar|line|div|sep)(?:[^a-z]|$)|line\d*\.)[^/]*$/i
const ADDRESS = /<img\b[^<>]{0,500}?\bsrc\s*=\s*["']?([^\s"'<>]{1,300})/gi

export function findDividers({ source }: Markup): (src: string) => boolean {
  if (!/<img\b/i.test(source)) return () => false
  const counts = new Map<string, number>()
  for (const { 1: address } of source.matchAll(ADDRESS))
    counts.set(address as string, (counts.get(address as string) ?? 0) + 1)
  return (src) => (counts.get(src) ?? 0) > 1 || NAME.test(src)
}
