// Random numbers that come again: the same seed gives the same faults. Used by storm.ts and by tests that print their seed.

export interface Random {
  /** In [0, 1). */
  next(): number
  /** A whole number in [min, max). */
  whole(min: number, max: number): number
  pick<T>(list: readonly T[]): T
}

/** mulberry32: 32 bits of state, good enough to choose faults with. */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const whole = (min: number, max: number): number => min + Math.floor(next() * (max - min))
  return {
    next,
    whole,
    pick: <T>(list: readonly T[]): T => {
      if (list.length === 0) throw new Error('nothing to pick from')
      return list[whole(0, list.length)] as T
    },
  }
}
