// Which groups and topics a request for lag is about: names, or patterns in which * stands for anything and ? for one character.
// Called by lag-service.ts.
// Invariants: a pattern takes at most its length times the name's in steps, whatever it is, and there are few of them; none given: all.
import { SluiceError } from '../../protocol/errors.ts'
import { limits } from '../../protocol/limits.ts'

export class Selection {
  /** What is no pattern. */
  readonly names: ReadonlySet<string>
  /** None were given. */
  readonly isAll: boolean
  readonly #patterns: readonly string[]
  readonly #known = new Map<string, boolean>() // groups share topics

  /** INVALID_REQUEST where there are more than `most`, or one is empty. */
  constructor(wanted: readonly string[], most: number, what: string) {
    if (wanted.length > most)
      throw new SluiceError('INVALID_REQUEST', `at most ${most} ${what}s in one request`)
    if (wanted.includes('')) throw new SluiceError('INVALID_REQUEST', `the name of a ${what} cannot be empty`)
    this.isAll = wanted.length === 0
    this.#patterns = [...new Set(wanted.filter((text) => isPattern(text)))]
    this.names = new Set(wanted.filter((text) => !isPattern(text)))
    if (this.#patterns.length > limits.lagPatternsMax)
      throw new SluiceError(
        'INVALID_REQUEST',
        `at most ${limits.lagPatternsMax} patterns of ${what}s in one request`,
      )
  }

  /** Under 5 ms, whatever the patterns are. */
  has(name: string): boolean {
    if (this.isAll || this.names.has(name)) return true
    let has = this.#known.get(name)
    if (has === undefined) {
      has = this.#patterns.some((pattern) => matches(pattern, name))
      this.#known.set(name, has)
    }
    return has
  }
}

function isPattern(text: string): boolean {
  return text.includes('*') || text.includes('?')
}

/** After a mismatch only the last * is tried one character further on: what an earlier one could take besides changes nothing. */
export function matches(pattern: string, name: string): boolean {
  let inPattern = 0
  let inName = 0
  let star = -1
  let afterStar = 0
  while (inName < name.length) {
    const wanted = pattern[inPattern]
    if (wanted === '*') {
      star = inPattern++
      afterStar = inName
    } else if (wanted === '?' || (wanted !== undefined && wanted === name[inName])) {
      inPattern++
      inName++
    } else if (star >= 0) {
      inPattern = star + 1
      inName = ++afterStar
    } else return false
  }
  while (pattern[inPattern] === '*') inPattern++
  return inPattern === pattern.length
}
