/**
 * Hides what is private in texts that readers see: a plain mark stands in its place.
 *
 *     Feedback: sam@lamp.example     Feedback: [address hidden]
 *     Sam <sam@lamp.example>         Sam   (where it is a name)
 *
 * In what stands outside the story every address is hidden, found before or not: a field may be put together from
 * pieces of lines. In the story only what was found is.
 */
import { HIDDEN_ADDRESS } from '../../kernel/mail-address.ts'
import type { PrivateCode } from '../codes.ts'
import { findAddresses } from './find-addresses.ts'
import { findNumbers } from './find-numbers.ts'
import { namePattern, REAL_NAME_RULES } from './find-real-names.ts'
import type { PrivateFact } from './private-fact.ts'

export const HIDDEN_WORDS = {
  'e-mail-address': HIDDEN_ADDRESS,
  'postal-address': HIDDEN_ADDRESS,
  'network-address': HIDDEN_ADDRESS,
  'message-id': HIDDEN_ADDRESS,
  'phone-number': '[number hidden]',
  'real-name': '[name hidden]',
} satisfies Record<PrivateCode, string>

/** What is to be hidden in a source, and what somebody decided to show. */
export interface Secrets {
  /** Addresses in lower case. */
  readonly addresses: ReadonlySet<string>
  /** The mark for each other text, the longest first. */
  readonly others: readonly (readonly [value: string, mark: string])[]
  /** What authors are called, each as it may stand outside the story. */
  readonly names: readonly RegExp[]
  /** In lower case. */
  readonly shown: ReadonlySet<string>
  /** Names of people that somebody decided to show, in lower case. */
  readonly shownNames: ReadonlySet<string>
}

/** More of them than anybody has; what a hostile file adds is looked for by its form alone. */
const MOST_OTHERS = 200
const SHORTEST = 5

/** `isShown` is true for what a person decided that it is not private. */
export function secretsOf(facts: readonly PrivateFact[], isShown: (fact: PrivateFact) => boolean): Secrets {
  const shown = new Set(facts.filter(isShown).map(({ value }) => value.toLowerCase()))
  const addresses = new Set<string>()
  const others = new Map<string, string>()
  const names = new Set(facts.filter(isNameBeside).map(({ value }) => value.toLowerCase()))
  for (const { code, value } of facts) {
    if (shown.has(value.toLowerCase())) continue
    if (code === 'e-mail-address' || code === 'message-id') addresses.add(value.toLowerCase())
    // A name is hidden where it stands alone; the story may well have people of that name.
    else if (code !== 'real-name' && value.trim().length >= SHORTEST && others.size < MOST_OTHERS)
      others.set(value, HIDDEN_WORDS[code])
  }
  return {
    addresses,
    others: [...others].toSorted(([a], [b]) => b.length - a.length),
    names: [...names].filter((name) => !shown.has(name)).map(namePattern),
    shown,
    shownNames: new Set([...names].filter((name) => shown.has(name))),
  }
}

function isNameBeside({ code, rule }: PrivateFact): boolean {
  return code === 'real-name' && REAL_NAME_RULES.has(rule)
}

export interface Hidden {
  readonly from: number
  readonly to: number
  readonly mark: string
}

/** Where a text of the story holds what was found in the source, in order, none in another. */
export function findHidden(text: string, { addresses, others }: Pick<Secrets, 'addresses' | 'others'>): Hidden[] {
  const isHidden = (value: string): boolean => addresses.has(value.toLowerCase())
  const found = addresses.size === 0 ? [] : addressesIn(text, isHidden)
  for (const [value, mark] of others) {
    for (let at = text.indexOf(value); at !== -1; at = text.indexOf(value, at + value.length))
      found.push({ from: at, to: at + value.length, mark })
  }
  return inOrder(found)
}

/** A text from the story that stands elsewhere: what was found in the source is hidden, and names of authors are. */
export function hideFound(text: string, secrets: Secrets): string {
  const names = secrets.names.flatMap((name) =>
    [...text.matchAll(name)].map(({ 0: found, index }) => ({
      from: index,
      to: index + found.length,
      mark: HIDDEN_WORDS['real-name'],
    })),
  )
  return replaced(text, inOrder([...findHidden(text, secrets), ...names]))
}

/** A text outside the story (header, notes, evidence): no address stays, nor a number of a kind that was found. */
export function hideAll(text: string, secrets: Secrets): string {
  const { shown, others } = secrets
  const found = hideFound(text, secrets)
  const without = replaced(
    found,
    addressesIn(found, (value) => !shown.has(value.toLowerCase())),
  )
  if (others.length === 0) return without
  const numbers = findNumbers(without, false).filter(
    ({ from, to }) => !shown.has(without.slice(from, to).toLowerCase()),
  )
  return replaced(without, inOrder(numbers.map(({ code, ...place }) => ({ ...place, mark: HIDDEN_WORDS[code] }))))
}

/** Where a text of no story at all (a review, a profile) holds an address or a number of a kind that is hidden. */
export function findAllHidden(text: string): Hidden[] {
  const numbers: Hidden[] = []
  let at = 0
  for (const line of text.split('\n')) {
    for (const { code, from, to } of findNumbers(line, false))
      numbers.push({ from: at + from, to: at + to, mark: HIDDEN_WORDS[code] })
    at += line.length + 1
  }
  return inOrder([...addressesIn(text, () => true), ...numbers])
}

/** A text that is of no story, as plain text. */
export function hideSaid(text: string): string {
  return replaced(text, findAllHidden(text))
}

function addressesIn(text: string, isHidden: (value: string) => boolean): Hidden[] {
  return findAddresses(text)
    .filter(({ from, to }) => isHidden(text.slice(from, to)))
    .map((place) => ({ ...place, mark: HIDDEN_WORDS['e-mail-address'] }))
}

function inOrder(found: readonly Hidden[]): Hidden[] {
  let end = 0
  return found
    .toSorted((a, b) => a.from - b.from || b.to - a.to)
    .filter(({ from, to }) => {
      const isFree = from >= end
      if (isFree) end = to
      return isFree
    })
}

function replaced(text: string, hidden: readonly Hidden[]): string {
  if (hidden.length === 0) return text
  let result = ''
  let kept = 0
  for (const { from, to, mark } of hidden) {
    result += text.slice(kept, from) + mark
    kept = to
  }
  return result + text.slice(kept)
}

/** A name without the address beside it; of an address alone what stands before the sign. */
export function withoutAddress(name: string, { shown }: Secrets): string {
  const addresses = findAddresses(name).map(({ from, to }) => name.slice(from, to))
  if (addresses.every((address) => shown.has(address.toLowerCase()))) return name
  const rest = replaced(
    name,
    findAddresses(name).map((place) => ({ ...place, mark: ' ' })),
  )
    .replaceAll(/[<([{]\s*(?:mailto:)?\s*[>)\]}]/gi, ' ')
    .replaceAll(/\s+/g, ' ')
    .replace(/^[\s,;:–—-]+|[\s,;:–—-]+$/g, '')
  if (/[\p{L}\p{N}]/u.test(rest)) return rest
  return /^[^@\s([{]+/.exec(addresses[0] ?? '')?.[0] ?? HIDDEN_WORDS['real-name']
}
