/**
 * Keys for reading: `j` next chapter, `k` the one before, `t` the contents, `/` the search box. A convenience only: every
 * one of these is a link or a field on the page. Nothing happens while somebody types or holds a modifier.
 */

/** @type {Record<string, () => void>} */
const KEYS = {
  j: () => go('next'),
  k: () => go('prev'),
  t: showContents,
  '/': () => focusOn(document.querySelector('form[role="search"] input')),
}

document.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || isTyping(event.target)) return
  const act = KEYS[event.key]
  if (act === undefined) return
  event.preventDefault()
  act()
})

/** @param {EventTarget | null} target */
function isTyping(target) {
  return target instanceof HTMLElement && target.closest('input, select, textarea, [contenteditable]') !== null
}

/** @param {'next' | 'prev'} rel Another page if there is one, else another chapter of this page. */
function go(rel) {
  const link = document.querySelector(`a[rel="${rel}"]`)
  if (link instanceof HTMLElement) return link.click()
  const chapters = [...document.querySelectorAll('.chapter')]
  const tops = chapters.map((chapter) => chapter.getBoundingClientRect().top)
  const index = rel === 'next' ? tops.findIndex((top) => top > 8) : tops.findLastIndex((top) => top < -8)
  chapters[index]?.scrollIntoView()
}

function showContents() {
  const contents = document.querySelector('.contents')
  if (contents === null) return
  if (contents instanceof HTMLDetailsElement) contents.open = true
  contents.scrollIntoView()
  focusOn(contents.querySelector('a, summary'))
}

/** @param {Element | null} element */
function focusOn(element) {
  if (element instanceof HTMLElement) element.focus({ preventScroll: true })
}
