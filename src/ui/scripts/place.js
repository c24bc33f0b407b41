/**
 * Remembers, in this browser only, how far each work was read. A story page offers to go on from there; a list says how
 * far it was. Pages name a work by `data-work`, a chapter by `data-chapter` and `data-chapters`.
 *
 * Kept under `place:<work>` as `{ page, block, part }`: the page's address, the id of the block at the top of the
 * window and the part of the whole work that was read, from 0 to 1.
 */

for (const each of document.querySelectorAll('[data-reading]')) followReading(/** @type {HTMLElement} */ (each))
for (const each of document.querySelectorAll('[data-work]')) {
  const place = recall(/** @type {HTMLElement} */ (each).dataset.work)
  if (place !== null && place.part > 0.01) each.append(sayHowFar(place.part))
}

/** @param {HTMLElement} story */
function followReading(story) {
  const work = story.dataset.reading
  offerToGoOn(story, recall(work))
  let waiting = false
  addEventListener(
    'scroll',
    () => {
      if (waiting) return
      waiting = true
      setTimeout(() => {
        waiting = false
        remember(work, placeIn(story))
      }, 400)
    },
    { passive: true },
  )
}

/** @param {HTMLElement} story */
function placeIn(story) {
  const box = story.getBoundingClientRect()
  const read = Math.min(1, Math.max(0, (innerHeight - box.top) / box.height))
  const top = [...story.querySelectorAll('.story > [id]')].find((block) => block.getBoundingClientRect().bottom > 0)
  const number = Number(story.dataset.chapter ?? 1)
  const chapters = Number(story.dataset.chapters ?? 1)
  return { page: location.pathname, block: top?.id ?? '', part: (number - 1 + read) / chapters }
}

/**
 * @param {HTMLElement} story
 * @param {{ page: string, block: string, part: number } | null} place
 */
function offerToGoOn(story, place) {
  if (place === null || place.part < 0.02 || place.part > 0.98 || location.hash !== '') return
  const slot = document.querySelector('.place')
  if (slot === null) return
  const link = document.createElement('a')
  link.href = place.page + (place.block === '' ? '' : `#${place.block}`)
  link.textContent = `Go on where you stopped (${percent(place.part)})`
  slot.append(link)
  slot.removeAttribute('hidden')
}

/** @param {number} part */
function sayHowFar(part) {
  const item = document.createElement('li')
  item.textContent = part > 0.98 ? 'read' : `${percent(part)} read`
  return item
}

/** @param {number} part */
function percent(part) {
  return `${Math.round(part * 100)}\u00a0%`
}

/** @param {string | undefined} work */
function recall(work) {
  try {
    const place = JSON.parse(localStorage.getItem(`place:${work}`) ?? 'null')
    return typeof place?.part === 'number' && typeof place.page === 'string' && place.page.startsWith('/works/')
      ? { page: place.page, block: String(place.block), part: place.part }
      : null
  } catch {
    // No storage here, or somebody else's value under our name: then there is no place to go on from.
    return null
  }
}

/**
 * @param {string | undefined} work
 * @param {object} place
 */
function remember(work, place) {
  try {
    localStorage.setItem(`place:${work}`, JSON.stringify(place))
  } catch {
    // Storage is full or forbidden; reading goes on without it.
  }
}
