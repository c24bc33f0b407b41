import { describe, expect, test } from 'vitest'
import { type OldTarget, readOldAddress } from './old-address.ts'
import { readPasted } from './old-links-routes.ts'
import { findPlaces, type OldPlace } from './old-place.ts'

const CASES: readonly (readonly [address: string, target: OldTarget | undefined])[] = [
  ['/viewstory.php?sid=3', { kind: 'story', id: '3', chapter: null }],
  ['/viewstory.php?sid=3&chapter=2', { kind: 'story', id: '3', chapter: 2 }],
  ['/VIEWSTORY.PHP?SID=3&Chapter=2', { kind: 'story', id: '3', chapter: 2 }],
  ['/viewstory.php?sid=003&amp;chapter=02', { kind: 'story', id: '3', chapter: 2 }],
  ['/viewstory.php?sid=3&chapter=2&index=1', { kind: 'story', id: '3', chapter: null }],
  ['/viewstory.php?sid=3&chapter=', { kind: 'story', id: '3', chapter: null }],
  ['/viewstory.php?ageconsent=ok&warning=4&textsize=2&sid=3', { kind: 'story', id: '3', chapter: null }],
  ['/viewstory.php?action=printable&textsize=0&sid=3&chapter=all', { kind: 'story', id: '3', chapter: null }],
  ['/viewstory.php?action=printable&textsize=0&sid=3&chapter=4', { kind: 'story', id: '3', chapter: 4 }],
  ['/viewstory.php?sid=3&chapid=88', { kind: 'chapter', id: '88' }],
  ['/modules/epub/make.php?sid=3', { kind: 'story', id: '3', chapter: null }],
  ['/stories/14/208.txt', { kind: 'chapter', id: '208' }],
  ['/storiesef/14/208.TXT', { kind: 'chapter', id: '208' }],
  ['/viewuser.php?uid=7', { kind: 'person', id: '7', part: 'profile' }],
  ['/viewuser.php?action=favst&uid=7', { kind: 'person', id: '7', part: 'favourites' }],
  ['/viewuser.php?uid=7&action=reviewsby', { kind: 'person', id: '7', part: 'reviews' }],
  ['/viewuser.php?uid=7&action=seriesby', { kind: 'person', id: '7', part: 'series' }],
  ['/viewseries.php?seriesid=5&offset=20', { kind: 'series', id: '5' }],
  ['/series.php?seriesid=5', { kind: 'series', id: '5' }],
  ['/reviews.php?type=ST&item=3', { kind: 'reviews', of: 'story', id: '3', chapter: null }],
  ['/reviews.php?type=ST&item=3&chapid=8', { kind: 'reviews', of: 'story', id: '3', chapter: '8' }],
  ['/reviews.php?action=add&item=3&type=ST', { kind: 'reviews', of: 'story', id: '3', chapter: null }],
  ['/reviews.php?type=SE&item=5', { kind: 'reviews', of: 'series', id: '5', chapter: null }],
  ['/reviews.php?reviewid=44', { kind: 'review', id: '44' }],
  ['/browse.php?type=categories&catid=2', { kind: 'term', term: 'category', id: '2', status: null }],
  ['/browse.php?type=categories&id=2', { kind: 'term', term: 'category', id: '2', status: null }],
  ['/browse.php?type=characters&charid=9,11', { kind: 'term', term: 'character', id: '9', status: null }],
  ['/browse.php?type=class&type_id=1&classid=7', { kind: 'term', term: 'class', id: '7', status: null }],
  ['/browse.php?type=titles&class_1=3&classin%5B%5D=7', { kind: 'term', term: 'class', id: '7', status: null }],
  ['/browse.php?type=ratings&rid=4&complete=1', { kind: 'term', term: 'rating', id: '4', status: 'complete' }],
  ['/browse.php?type=recent', { kind: 'list', list: 'works', letter: null, status: null }],
  ['/browse.php?type=titles&let=B', { kind: 'list', list: 'works-by-title', letter: 'b', status: null }],
  ['/browse.php?type=series', { kind: 'list', list: 'series', letter: null, status: null }],
  ['/browse.php?type=challenges&chalid=2', { kind: 'challenge', id: '2' }],
  ['/browse.php', { kind: 'list', list: 'words', letter: null, status: null }],
  ['/categories.php?catid=-1', { kind: 'list', list: 'words', letter: null, status: null }],
  ['/news.php?nid=3', { kind: 'news', id: '3' }],
  ['/news.php', { kind: 'list', list: 'news', letter: null, status: null }],
  ['/viewpage.php?page=rules', { kind: 'page', id: 'rules' }],
  ['/search.php?searchterm=oil', { kind: 'search', words: 'oil' }],
  ['/member.php?action=login', { kind: 'list', list: 'front', letter: null, status: null }],
  ['/rss.php', { kind: 'list', list: 'feed', letter: null, status: null }],
  ['/toplists.php?list=longstories', { kind: 'list', list: 'works-by-length', letter: null, status: null }],
  ['/index.php', { kind: 'list', list: 'site', letter: null, status: null }],
  ['/', { kind: 'list', list: 'site', letter: null, status: null }],
]

/** What no eFiction site had, or nobody can tell what it asked for. */
const LEFT: readonly string[] = [
  '/viewstory.php?sid=99999999999999999999',
  '/viewstory.php',
  '/viewstory.php?sid=0',
  '/viewstory.php?sid=-1',
  '/viewstory.php?sid=abc',
  '/reviews.php?type=XX&item=3',
  '/wp-login.php',
  '/xmlrpc.php?rsd',
  '/works/3.php/',
  '/stories/14/208.jpg',
  '/stories/../../etc/passwd.txt',
  '/robots.txt',
  '/constructor.php',
  '/__proto__.php',
  '/viewstory',
]

describe('readOldAddress', () => {
  test.for(CASES)('reads %s', ([address, target]) => {
    expect(read(address)).toEqual(target)
  })
  test.for(LEFT.map((address) => ({ address })))('leaves $address', ({ address }) => {
    expect(read(address)).toBeUndefined()
  })
})

function read(address: string): OldTarget | undefined {
  const at = address.indexOf('?')
  const [path, query] = at < 0 ? [address, ''] : [address.slice(0, at), address.slice(at + 1)]
  return readOldAddress(path, new URLSearchParams(query))
}

const SHELF = place(1, 'shelf.example/fic')
const LAMP = place(2, 'lamp.example')
const ROOM = place(3, 'lamp.example/room')
const LOST = place(4, null)

describe('findPlaces', () => {
  test.for([
    ['its host and path', [SHELF, LAMP], 'shelf.example', '/fic/viewstory.php', [[1, '/viewstory.php']]],
    ['its host with www, a port and capitals', [SHELF, LAMP], 'WWW.Shelf.Example:80', '/fic/a.php', [[1, '/a.php']]],
    ['its path alone', [SHELF, LAMP], 'archive.here', '/FIC/viewstory.php', [[1, '/viewstory.php']]],
    [
      'its host alone, when it moved there',
      [SHELF, LAMP],
      'shelf.example',
      '/old/viewstory.php',
      [[1, '/viewstory.php']],
    ],
    ['the longest path that fits', [LAMP, ROOM], 'lamp.example', '/room/viewstory.php', [[3, '/viewstory.php']]],
    ['the root, for the only site', [SHELF], 'archive.here', '/viewstory.php', [[1, '/viewstory.php']]],
    [
      'all at the root, for several',
      [SHELF, LAMP],
      'archive.here',
      '/a.php',
      [
        [1, '/a.php'],
        [2, '/a.php'],
      ],
    ],
    ['nothing on another path', [SHELF, LAMP], 'archive.here', '/blog/viewstory.php', []],
    ['nothing where the path only begins like it', [SHELF], 'archive.here', '/fiction/viewstory.php', []],
    [
      'any path, where nothing says where it stood',
      [LOST],
      'archive.here',
      '/x/y/viewstory.php',
      [[4, '/viewstory.php']],
    ],
    ['the file of a chapter', [SHELF], 'archive.here', '/fic/stories/3/44.txt', [[1, '/stories/3/44.txt']]],
    ['the site itself', [SHELF], 'archive.here', '/fic', [[1, '/']]],
    ['no page of the archive', [SHELF, LAMP], 'lamp.example', '/nowhere/', []],
  ] as const)('knows a site by %s', ([, sites, host, path, expected]) => {
    const found = findPlaces(sites, host, path, (within) => within === '/' || /\.(?:php|txt)$/.test(within))
    expect(found.map(({ site, path: within }) => [site.key, within])).toEqual(expected)
  })
})

function place(key: number, oldPlace: string | null): OldPlace {
  return { key, publicId: `s${key}`, name: `Site ${key}`, oldPlace }
}

describe('readPasted', () => {
  test.for([
    ['http://www.shelf.example/fic/viewstory.php?sid=3#top', 'www.shelf.example', '/fic/viewstory.php', '3'],
    ['shelf.example:8080/viewstory.php?sid=3', 'shelf.example:8080', '/viewstory.php', '3'],
    ['  //shelf.example/viewstory.php?sid=3', 'shelf.example', '/viewstory.php', '3'],
    ['http://shelf.example/viewstory.php%3Fsid%3D3', 'shelf.example', '/viewstory.php', '3'],
    ['http://shelf.example/viewstory.php?chapter=1&amp;sid=3', 'shelf.example', '/viewstory.php', '3'],
    [
      'https://web.archive.org/web/20080101000000/http://shelf.example/viewstory.php?sid=3',
      'shelf.example',
      '/viewstory.php',
      '3',
    ],
    [
      'https://web.archive.org/web/2008id_/http://shelf.example/viewstory.php?sid=3',
      'shelf.example',
      '/viewstory.php',
      '3',
    ],
  ] as const)('reads %s', ([text, host, path, sid]) => {
    const url = readPasted(text)
    expect([url?.host, url?.pathname, url?.searchParams.get('sid')]).toEqual([host, path, sid])
  })
  test.for([
    '',
    'javascript:alert(1)',
    'mailto:a@b.example',
    'ftp://shelf.example/x',
    'http://',
    'http://[',
    'data:text/html,x',
  ])('leaves “%s”', (text) => {
    const url = readPasted(text)
    expect(url === undefined || url.protocol === 'http:').toBe(true)
    expect(['javascript:', 'data:', 'ftp:']).not.toContain(url?.protocol)
  })
})
