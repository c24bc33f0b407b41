/**
 * Completes names in fields that say which kind they take: `data-complete="fandom"`, with `data-several` where commas part
 * several. The list is the pattern of the ARIA guide for a combobox; without this script the field is a plain one.
 */

const WAIT = 150

let number = 0
for (const each of document.querySelectorAll('input[data-complete]')) complete(/** @type {HTMLInputElement} */ (each))

/** @param {HTMLInputElement} field */
function complete(field) {
  const list = document.createElement('ul')
  list.className = 'completions'
  list.role = 'listbox'
  list.id = `completions-${++number}`
  list.hidden = true
  list.setAttribute('aria-label', field.labels?.[0]?.textContent ?? 'Names')
  field.after(list)
  field.role = 'combobox'
  field.setAttribute('aria-autocomplete', 'list')
  field.setAttribute('aria-expanded', 'false')
  field.setAttribute('aria-controls', list.id)

  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer
  let asked = ''
  let chosen = -1

  field.addEventListener('input', () => {
    clearTimeout(timer)
    timer = setTimeout(ask, WAIT)
  })
  field.addEventListener('blur', () => setTimeout(close, WAIT))
  field.addEventListener('keydown', (event) => {
    if (list.hidden) return
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      mark(chosen + (event.key === 'ArrowDown' ? 1 : -1))
      event.preventDefault()
    } else if (event.key === 'Enter' && chosen >= 0) {
      take(chosen)
      event.preventDefault()
    } else if (event.key === 'Escape') {
      close()
      event.stopPropagation()
    }
  })

  async function ask() {
    const typed = lastOf(field).trim()
    asked = typed
    if (typed.length < 2) return close()
    const address = new URLSearchParams({ kind: field.dataset.complete ?? 'tag', q: typed })
    /** @type {{ name: string, kind: string, works: number }[]} */
    const found = await fetch(`/suggest?${address}`).then(
      (answer) => (answer.ok ? answer.json() : []),
      () => [],
    )
    // Answers may come in another order than they were asked for.
    if (asked === typed && document.activeElement === field) show(found)
  }

  /** @param {{ name: string, kind: string, works: number }[]} found */
  function show(found) {
    chosen = -1
    list.replaceChildren(...found.map(optionOf))
    list.hidden = found.length === 0
    field.setAttribute('aria-expanded', String(!list.hidden))
    field.removeAttribute('aria-activedescendant')
  }

  /**
   * @param {{ name: string, kind: string, works: number }} suggestion
   * @param {number} i
   */
  function optionOf({ name, kind, works }, i) {
    const option = document.createElement('li')
    option.role = 'option'
    option.id = `${list.id}-${i}`
    option.setAttribute('aria-selected', 'false')
    const words = document.createElement('bdi')
    words.textContent = name
    const count = document.createElement('span')
    count.className = 'count'
    count.textContent = field.dataset.complete === 'tag' ? `${kind}, ${works}` : String(works)
    option.append(words, ' ', count)
    option.dataset.name = name
    option.addEventListener('mousedown', (event) => {
      event.preventDefault()
      take(i)
    })
    return option
  }

  /** @param {number} i */
  function mark(i) {
    const { children } = list
    if (children.length === 0) return
    children[chosen]?.setAttribute('aria-selected', 'false')
    chosen = (i + children.length) % children.length
    children[chosen]?.setAttribute('aria-selected', 'true')
    children[chosen]?.scrollIntoView({ block: 'nearest' })
    field.setAttribute('aria-activedescendant', children[chosen]?.id ?? '')
  }

  /** @param {number} i */
  function take(i) {
    const name = /** @type {HTMLElement | undefined} */ (list.children[i])?.dataset.name ?? ''
    const before = 'several' in field.dataset ? field.value.slice(0, field.value.lastIndexOf(',') + 1) : ''
    field.value = `${before}${before === '' ? '' : ' '}${name}${'several' in field.dataset ? ', ' : ''}`
    close()
    field.focus()
  }

  function close() {
    clearTimeout(timer)
    list.hidden = true
    chosen = -1
    field.setAttribute('aria-expanded', 'false')
    field.removeAttribute('aria-activedescendant')
  }
}

/**
 * What is being typed: all of the field, or what stands behind its last comma.
 * @param {HTMLInputElement} field
 */
function lastOf(field) {
  return 'several' in field.dataset ? field.value.slice(field.value.lastIndexOf(',') + 1) : field.value
}
