// What an anomaly is: a name, a sentence, and the function that finds it. Read by checker.ts, made by the files beside.
import type { Model } from '../model.ts'

export interface Finding {
  readonly text: string
  /** Values and processes whose steps are worth printing. */
  readonly about: readonly string[]
}

export interface Anomaly {
  readonly name: string
  readonly meaning: string
  readonly find: (model: Model) => Iterable<Finding>
}

export function place(partition: number, offset: number): string {
  return `${partition}:${offset}`
}
