/** Addresses that are no pages: the files that pages load, the word for robots, the sign of life. */
import { answerNotFound, type Visit } from '../archive/access/index.ts'
import { answerAsset, answerText, findAsset } from '../ui/index.ts'

export function sendAsset(visit: Visit): Response {
  const asset = findAsset(visit.param('file'))
  return asset === undefined ? answerNotFound(visit) : answerAsset(asset.body, asset.type)
}

/** Stories may be found; what is a copy of them, or has no end, is not worth a robot's time. */
export function tellRobots(): Response {
  return answerText(
    [
      'User-agent: *',
      'Disallow: /search',
      'Disallow: /random',
      'Disallow: /suggest',
      'Disallow: /feeds/search',
      'Disallow: /opds/',
      'Disallow: /preferences',
      'Disallow: /sources/',
      'Disallow: /archivist',
      'Disallow: /batches/',
      'Disallow: /works?',
      'Disallow: /old-links',
      'Crawl-delay: 5',
      '',
    ].join('\n'),
  )
}

/** Says that this process answers, whatever the database does. */
export function tellAlive(): Response {
  return answerText('alive\n')
}
