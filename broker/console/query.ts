// The parameters of requests to /api, read strictly. Called by the routes of this folder.
// Throws INVALID_ARGUMENT naming the parameter and what it takes; an unknown one is refused with the names there are. One without a value
// is refused too: what its sender forgot to fill in (a variable of a shell that is not set) would be answered as if it had not been there.
import { SluiceError } from '../../protocol/errors.ts'
import { limits } from '../../protocol/limits.ts'
import { didYouMean } from '../../storage/settings.ts'

const GUESSED_LENGTH = 4

export class Query {
  readonly #given: URLSearchParams

  constructor(text: string, known: readonly string[]) {
    this.#given = new URLSearchParams(text)
    for (const [name, value] of this.#given) {
      if (!known.includes(name)) throw unknownParameter(name, known)
      if (value === '') {
        const hint = `give ${name} a value, or leave it out`
        throw new SluiceError('INVALID_ARGUMENT', `the parameter ${name} is empty`, { hint })
      }
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
    const values = this.#given.getAll(name)
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

function unknownParameter(name: string, known: readonly string[]): SluiceError {
  // Of a short word nearly every other short one is near.
  const guess = name.length < GUESSED_LENGTH ? undefined : didYouMean(name, known)
  return new SluiceError('INVALID_ARGUMENT', `there is no parameter ${JSON.stringify(name)}`, {
    hint: guess === undefined ? `there are ${known.join(', ')}` : `did you mean ${guess}?`,
  })
}

/** undefined: it is none from 0 on. */
export function numberOf(text: string): number | undefined {
  const value = /^\d{1,16}$/.test(text) ? Number(text) : Number.NaN
  return value <= Number.MAX_SAFE_INTEGER ? value : undefined
}

function countOf(name: string, text: string, most: number): number {
  const value = numberOf(text)
  if (value !== undefined && value <= most) return value
  throw invalid(name, text, most === Number.MAX_SAFE_INTEGER ? 'a number from 0' : `0 to ${most}`)
}

export function invalid(name: string, text: string, takes: string): SluiceError {
  return new SluiceError(
    'INVALID_ARGUMENT',
    `${name}=${text.slice(0, 100)} is not possible: it takes ${takes}`,
  )
}
