// Text of records as nodes in which nothing is invisible: control characters, direction marks, joiners and their like are written out.
// Called wherever something a producer wrote is shown. Invariants: what is shown reads in the order in which it was sent; text is text.
import { h } from './dom.ts'

const SHOWN_OF_A_RUN = 8
/** Elements are dear: beyond so many, what is invisible becomes a replacement character. */
const MARKS_MAX = 2_000

// Controls, direction marks, joiners, fillers, tags, halves of pairs, line separators; not what makes a character an emoji.
const hidden = /(?:(?!\ufe0f)[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}])+/gu

const short: Readonly<Record<string, string>> = { '\n': '⏎', '\r': '␍', '\t': '⇥', '\0': '␀', '\u001b': '␛' }

/** `lines`: line feeds and tabs do what they are for; otherwise they are written out too, so that it stays one line. */
export function visible(text: string, lines: boolean): DocumentFragment {
  const fragment = document.createDocumentFragment()
  let from = 0
  let marks = 0
  for (const match of text.matchAll(hidden)) {
    for (const part of lines ? match[0].split(/([\n\t]+)/) : [match[0]]) {
      const at = match.index
      if (from < at) fragment.append(text.slice(from, at))
      from = at + match[0].length
      if (part === '') continue
      if (lines && /^[\n\t]/.test(part)) fragment.append(part)
      else if (++marks > MARKS_MAX) fragment.append('�')
      else fragment.append(mark(part))
    }
  }
  if (from < text.length) fragment.append(text.slice(from))
  return fragment
}

function mark(run: string): HTMLElement {
  const characters = Array.from(run.slice(0, SHOWN_OF_A_RUN * 2)).slice(0, SHOWN_OF_A_RUN)
  const names = characters.map((one) => short[one] ?? codeOf(one))
  const more = run.length > SHOWN_OF_A_RUN * 2 ? `…×${run.length}` : ''
  const title = [...new Set(characters.map(codeOf))].join(' ')
  return h('span', { class: 'mark', title: `characters that are not seen: ${title}` }, names.join(' ') + more)
}

function codeOf(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`
}
