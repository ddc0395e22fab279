// Phases of a run: a phase is looked at when every scenario that has something to show in it says that it is so. Nobody guesses
// how long the others take. Called by world.ts (arrive, almost) and run.ts (whole, release).
// Invariant: a phase is released once; who arrives after that is an error of the scenario.

interface Phase {
  readonly expected: Set<string>
  readonly arrived: Set<string>
  readonly almost: Map<string, () => void>
  readonly whole: Promise<void>
  readonly setWhole: () => void
  readonly released: Promise<void>
  readonly release: () => void
}

export class Barrier {
  readonly #phases = new Map<string, Phase>()

  /** Who shows something in the phase. */
  expect(phase: string, scenarios: readonly string[]): void {
    const [whole, setWhole] = gate()
    const [released, release] = gate()
    const almost = new Map<string, () => void>()
    const expected = new Set(scenarios)
    this.#phases.set(phase, { expected, arrived: new Set(), almost, whole, setWhole, released, release })
    if (expected.size === 0) setWhole()
  }

  arrive(scenario: string, name: string): Promise<void> {
    const phase = this.#phase(name)
    if (!phase.expected.has(scenario)) throw new Error(`${scenario} shows nothing in phase ${name}`)
    phase.arrived.add(scenario)
    if (phase.arrived.size === phase.expected.size) phase.setWhole()
    this.#wakeAlmost(phase)
    return phase.released
  }

  almost(scenario: string, name: string): Promise<void> {
    const phase = this.#phase(name)
    return new Promise((resolve) => {
      phase.almost.set(scenario, resolve)
      this.#wakeAlmost(phase)
    })
  }

  #wakeAlmost({ expected, arrived, almost }: Phase): void {
    if ([...expected].every((one) => arrived.has(one) || almost.has(one)))
      for (const wake of almost.values()) wake()
  }

  /** Everybody is there. */
  whole(name: string): Promise<void> {
    return this.#phase(name).whole
  }

  missing(name: string): string[] {
    const { expected, arrived } = this.#phase(name)
    return [...expected].filter((one) => !arrived.has(one))
  }

  release(name: string): void {
    this.#phase(name).release()
  }

  #phase(name: string): Phase {
    const phase = this.#phases.get(name)
    if (phase === undefined) throw new Error(`there is no phase ${name}`)
    return phase
  }
}

function gate(): [promise: Promise<void>, open: () => void] {
  let open = () => {}
  const promise = new Promise<void>((resolve) => {
    open = resolve
  })
  return [promise, open]
}
