/**
 * Finds what is private in the head of a mail, which its opened text does not show: who wrote from where, over which
 * machines, and the names of messages.
 */
import { latin1 } from '../../kernel/latin1.ts'
import { findAddresses } from './find-addresses.ts'
import type { PrivateFact } from './private-fact.ts'

/** A head longer than this is none that people's mails have. */
export const MAX_HEAD = 256 * 1024

export function findInMailHead(bytes: Uint8Array): PrivateFact[] {
  const head = mailHead(bytes)
  const facts: PrivateFact[] = []
  const add = (code: PrivateFact['code'], value: string): void => {
    facts.push({ code, value, line: null, column: null, length: value.length, rule: 'mail-head', confidence: 0.99 })
  }
  let name = ''
  for (const line of head.split(/\r\n|\r|\n/)) {
    name = /^([!-9;-~]{1,80}):/.exec(line)?.[1]?.toLowerCase() ?? name
    const isMessage = name === 'message-id' || name === 'references' || name === 'in-reply-to'
    for (const { from, to } of findAddresses(line))
      add(isMessage ? 'message-id' : 'e-mail-address', line.slice(from, to))
    for (const { 0: machine } of line.matchAll(/(?<![\d.])\d{1,3}(?:\.\d{1,3}){3}(?![\d.])/g))
      if (name === 'received' || /ip|host|received/.test(name)) add('network-address', machine)
  }
  return facts
}

/** Up to the first blank line, one character a byte. */
export function mailHead(bytes: Uint8Array): string {
  const text = latin1(bytes, MAX_HEAD)
  const end = /\r\n\r\n|\n\n|\r\r/.exec(text)?.index ?? text.length
  return text.slice(0, end)
}
