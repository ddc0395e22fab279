// JSON laid out for reading: every number and string stays as it was sent, only the white space between them is ours. Called by
// record-detail.ts. Pure but for the nodes. Invariant: parsing what is shown gives what was sent.
import { h } from './dom.ts'
import { visible } from './visible.ts'

/** Longer texts are shown as they came. */
const PRETTY_MAX = 100_000
/** So are those of more tokens: each becomes an element, and a line of its own where it stands in a list. */
const TOKENS_MAX = 12_000
/** Deeper ones too: indentation grows with the square of the depth. */
const DEPTH_MAX = 64

const token = /"(?:\\.|[^"\\])*"|-?\d[\d.eE+-]*|true|false|null|[{}[\],:]/g

/** undefined: it is no JSON, or no object or list, or too long, too fine or too deep to lay out. */
export function prettyJson(text: string): DocumentFragment | undefined {
  if (text.length > PRETTY_MAX || !/^\s*[{[]/.test(text) || !isJson(text)) return undefined
  const tokens = text.match(token) ?? []
  if (tokens.length > TOKENS_MAX || depthOf(tokens) > DEPTH_MAX) return undefined
  const fragment = document.createDocumentFragment()
  let depth = 0
  tokens.forEach((part, at) => {
    const before = tokens[at - 1]
    const closes = part === '}' || part === ']'
    if (closes) depth--
    const opened = before === '{' || before === '['
    if ((closes && !opened) || (!closes && opened) || before === ',')
      fragment.append(`\n${'  '.repeat(depth)}`)
    if (before === ':') fragment.append(' ')
    fragment.append(tokenNode(part, tokens[at + 1] === ':'))
    if (part === '{' || part === '[') depth++
  })
  return fragment
}

function tokenNode(part: string, isName: boolean): Node | string {
  if (part.startsWith('"'))
    return h('span', { class: isName ? 'json-name' : 'json-string' }, visible(part, false))
  if (/^[{}[\],:]$/.test(part)) return part
  return h('span', { class: 'json-plain' }, part)
}

function depthOf(tokens: readonly string[]): number {
  let depth = 0
  let deepest = 0
  for (const part of tokens) {
    if (part === '{' || part === '[') deepest = Math.max(deepest, ++depth)
    else if (part === '}' || part === ']') depth--
  }
  return deepest
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
