// The arithmetic of the uniform assignor: pools of partitions, each open to some members, are dealt out so that no member could
// hand a partition to another that has two fewer. Called by assignor.ts. Members are numbers here.
import type { PartitionKey } from './model.ts'

/** Partitions with the same subscribers. */
export interface Pool {
  readonly members: readonly number[]
  readonly partitions: readonly PartitionKey[]
  /** Nobody's yet. */
  readonly free: PartitionKey[]
  /** By member; what it had before comes first, and is given away last. */
  readonly given: Map<number, PartitionKey[]>
}

/**
 * Deals out what is free to whoever has least, then moves single partitions from those who have most, until nothing is gained.
 * It ends because each move makes the sum of squares of the loads smaller.
 */
export function balance(pools: readonly Pool[], memberCount: number): void {
  const loads = new Array<number>(memberCount).fill(0)
  for (const { given } of pools) {
    for (const [member, keys] of given) loads[member] = (loads[member] as number) + keys.length
  }
  for (const pool of pools) dealOut(pool, loads)
  while (pools.map((pool) => level(pool, loads)).some((moves) => moves > 0));
}

function dealOut(pool: Pool, loads: number[]): void {
  const rungs = new Rungs(pool.members, loads)
  for (const key of pool.free) rungs.raiseLowest(key, pool)
  pool.free.length = 0
}

/** Levels the loads of one pool's members as far as its own partitions can; answers how many moved. */
function level(pool: Pool, loads: number[]): number {
  const holders = pool.members.filter((member) => (pool.given.get(member)?.length ?? 0) > 0)
  const donors = new Rungs(holders, loads)
  const takers = new Rungs(pool.members, loads)
  let moves = 0
  while (donors.highest() - takers.lowest() >= 2) {
    const key = donors.lowerHighest(pool)
    takers.raiseLowest(key, pool)
    moves++
  }
  return moves
}

/**
 * Members by load, to take from the fullest or give to the emptiest in constant time. Used in one direction each: the lowest rung only
 * rises, the highest only sinks, so neither scan starts again. That donors and takers of one levelling are two of these and do
 * not see each other's changes is right: who gave stays above every taker, who took stays below every donor.
 */
class Rungs {
  readonly #byLoad: number[][] = []
  readonly #loads: number[]
  #lowest = 0

  constructor(members: readonly number[], loads: number[]) {
    this.#loads = loads
    for (let at = members.length - 1; at >= 0; at--) this.#put(members[at] as number)
  }

  lowest(): number {
    while (this.#lowest < this.#byLoad.length && this.#rung(this.#lowest).length === 0) this.#lowest++
    return this.#lowest < this.#byLoad.length ? this.#lowest : Infinity
  }

  highest(): number {
    while (this.#byLoad.length > 0 && this.#rung(this.#byLoad.length - 1).length === 0) this.#byLoad.pop()
    return this.#byLoad.length - 1
  }

  raiseLowest(key: PartitionKey, pool: Pool): void {
    const member = this.#rung(this.lowest()).pop() as number
    pool.given.get(member)?.push(key)
    this.#loads[member] = (this.#loads[member] as number) + 1
    this.#put(member)
  }

  /** Who has nothing left of this pool is no donor any more. */
  lowerHighest(pool: Pool): PartitionKey {
    const member = this.#rung(this.highest()).pop() as number
    const keys = pool.given.get(member) as PartitionKey[]
    const key = keys.pop() as PartitionKey
    this.#loads[member] = (this.#loads[member] as number) - 1
    if (keys.length > 0) this.#put(member)
    return key
  }

  #put(member: number): void {
    const load = this.#loads[member] as number
    while (this.#byLoad.length <= load) this.#byLoad.push([])
    this.#rung(load).push(member)
  }

  #rung(load: number): number[] {
    return this.#byLoad[load] as number[]
  }
}
