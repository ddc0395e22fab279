// The parameters of requests to /api, read strictly. Called by the routes of this folder.
// Throws INVALID_ARGUMENT naming the parameter and what it takes; an unknown one is refused with the nearest name.
import { SluiceError } from '../../protocol/errors.ts'
import { limits } from '../../protocol/limits.ts'
import { didYouMean } from '../../storage/settings.ts'

export class Query {
  readonly #given: URLSearchParams

  constructor(text: string, known: readonly string[]) {
    this.#given = new URLSearchParams(text)
    for (const name of new Set(this.#given.keys())) {
      if (known.includes(name)) continue
      const guess = didYouMean(name, known)
      throw new SluiceError('INVALID_ARGUMENT', `there is no parameter ${JSON.stringify(name)}`, {
        hint: guess === undefined ? `there are ${known.join(', ')}` : `did you mean ${guess}?`,
      })
    }
  }

  has(name: string): boolean {
    return this.#given.has(name)
  }

  /** Empty where it is not given. */
  text(name: string): string {
    const values = this.#given.getAll(name)
    if (values.length > 1) throw invalid(name, values.join(), 'one value')
    return values[0] ?? ''
  }

  /** May repeat. */
  texts(name: string): string[] {
    const values = this.#given.getAll(name).filter((value) => value !== '')
    if (values.length > limits.lagPatternsMax)
      throw invalid(name, `${values.length} times`, `at most ${limits.lagPatternsMax} values`)
    return values
  }

  count(name: string, otherwise: number, most: number = Number.MAX_SAFE_INTEGER): number {
    const text = this.text(name)
    if (text === '') return otherwise
    return countOf(name, text, most)
  }

  flag(name: string): boolean {
    const text = this.text(name)
    if (text !== '' && text !== '0' && text !== '1') throw invalid(name, text, '0 or 1')
    return text === '1'
  }

  choice<T extends string>(name: string, choices: readonly T[], otherwise: T): T {
    const text = this.text(name)
    if (text === '') return otherwise
    const found = choices.find((choice) => choice === text)
    if (found === undefined) throw invalid(name, text, choices.join(', '))
    return found
  }
}

export function countOf(name: string, text: string, most: number = Number.MAX_SAFE_INTEGER): number {
  const value = /^\d{1,16}$/.test(text) ? Number(text) : Number.NaN
  if (value <= most) return value
  throw invalid(name, text, most === Number.MAX_SAFE_INTEGER ? 'a number from 0' : `0 to ${most}`)
}

export function invalid(name: string, text: string, takes: string): SluiceError {
  return new SluiceError(
    'INVALID_ARGUMENT',
    `${name}=${text.slice(0, 100)} is not possible: it takes ${takes}`,
  )
}
