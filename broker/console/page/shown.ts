// Keys, values and header values as the message browser shows them: text, or bytes in hexadecimal where they are no UTF-8. Called by
// records.ts (one line) and record-detail.ts. Invariant: nothing, an empty text and bytes look different.
import type { ShownBytes } from '../api.ts'
import { h } from './dom.ts'
import { count, plural } from './format.ts'
import { prettyJson } from './json-print.ts'
import { visible } from './visible.ts'

const PREVIEW_CHARACTERS = 240
/** More is copied, or read on the command line. */
const SHOWN_CHARACTERS = 200_000
const HEX_BYTES = 4_096

/** One line. */
export function preview(shown: ShownBytes | null, nothing: string): Node {
  if (shown === null) return h('span', { class: 'unknown', title: nothing }, '∅')
  if (shown.bytes === 0) return h('span', { class: 'none', title: 'empty: 0 bytes' }, '(empty)')
  if (shown.text !== undefined) {
    return h('bdi', { class: 'raw' }, visible(shown.text.slice(0, PREVIEW_CHARACTERS), false))
  }
  const start = hexOf(decode(shown).subarray(0, 24))
  return h(
    'span',
    { class: 'raw bytes', title: 'bytes that are no UTF-8' },
    h('span', { class: 'mark' }, 'bytes'),
    ` ${start}`,
  )
}

/** As much of it as a page should hold. `pretty`: JSON is laid out. */
export function whole(shown: ShownBytes | null, pretty: boolean): HTMLElement {
  if (shown === null) return h('p', { class: 'quiet' }, 'null: a tombstone, the record has no value')
  if (shown.bytes === 0) return h('p', { class: 'quiet' }, 'empty: 0 bytes')
  if (shown.text === undefined) return h('pre', { class: 'raw', tabindex: 0 }, hexDump(decode(shown)))
  const text = shown.text.slice(0, SHOWN_CHARACTERS)
  const laidOut = pretty && !shown.cut ? prettyJson(text) : undefined
  return h('pre', { class: 'raw', tabindex: 0 }, laidOut ?? visible(text, true))
}

/** What is not there although it is shown; undefined: all of it is. */
export function leftOut(shown: ShownBytes | null): string | undefined {
  if (shown === null) return undefined
  if (shown.cut) return `the first part of ${plural(shown.bytes, 'byte')}`
  const { text } = shown
  if (text !== undefined && text.length > SHOWN_CHARACTERS) {
    return `the first ${count(SHOWN_CHARACTERS)} of ${count(text.length)} characters`
  }
  if (text === undefined && shown.bytes > HEX_BYTES)
    return `the first ${count(HEX_BYTES)} of ${plural(shown.bytes, 'byte')}`
  return undefined
}

export function isJsonLike(shown: ShownBytes | null): boolean {
  return shown?.text !== undefined && !shown.cut && prettyJson(shown.text) !== undefined
}

function decode({ base64 = '' }: ShownBytes): Uint8Array {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))
}

function hexOf(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join(' ')
}

/** 00000010  48 65 6c 6c 6f …  |Hello| */
function hexDump(bytes: Uint8Array): string {
  const lines: string[] = []
  for (let at = 0; at < Math.min(bytes.length, HEX_BYTES); at += 16) {
    const row = bytes.subarray(at, at + 16)
    const letters = Array.from(row, (byte) =>
      byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '·',
    ).join('')
    lines.push(`${at.toString(16).padStart(8, '0')}  ${hexOf(row).padEnd(47)}  ${letters}`)
  }
  return lines.join('\n')
}
