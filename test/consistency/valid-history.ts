// Histories in which nothing is wrong, drawn at random: producers that crash, members that take partitions from each other,
// zombies whose commits are refused, sends of unknown fate. Called by checker.test.ts, which then breaks them (faults.ts).
import type { ClientKind, Happened, Outcome, SeenRecord, SentRecord, Step } from './history.ts'
import { type Random, seededRandom } from '../faults/random.ts'

export const TOPIC = 't'
const PARTITIONS = 3
const MEMBERS = 3

interface Owned {
  readonly by: string
  readonly assignment: number
  position: number
}

export function validHistory(seed: number, actions = 250): Step[] {
  const world = new World(seededRandom(seed))
  for (let i = 0; i < actions; i++) world.act()
  world.finish()
  return world.steps
}

class World {
  readonly steps: Step[] = []
  readonly #random: Random
  readonly #log: SentRecord[][] = Array.from({ length: PARTITIONS }, () => [])
  readonly #committed: number[] = new Array<number>(PARTITIONS).fill(0)
  readonly #owners: (Owned | undefined)[] = new Array<undefined>(PARTITIONS).fill(undefined)
  /** Assignments that were taken away without their member's knowledge. */
  readonly #zombies: { readonly partition: number; readonly owned: Owned }[] = []
  readonly #counts = new Map<string, number>()
  readonly #clients = new Set<string>()
  readonly #own: Owned[] = []
  #nowMs = 0
  #ids = 0
  #epoch = 0

  constructor(random: Random) {
    this.#random = random
    for (let partition = 0; partition < PARTITIONS; partition++) {
      this.#move(partition)
      this.#own.push(this.#assign('own', 'o0.1', partition, 0))
    }
  }

  act(): void {
    const random = this.#random
    const partition = random.whole(0, PARTITIONS)
    const what = random.whole(0, 100)
    if (what < 40) this.#send()
    else if (what < 65) this.#poll(partition, this.#owners[partition] as Owned)
    else if (what < 75) this.#poll(partition, this.#own[partition] as Owned)
    else if (what < 88) this.#commit(partition, this.#owners[partition] as Owned, 'ok')
    else if (what < 94) this.#move(partition)
    else if (what < 98) this.#lateCommit()
    else this.#say('run', { op: 'ends', visible: this.#log.map((records) => records.length) })
  }

  finish(): void {
    this.#lateCommit()
    for (const [partition, records] of this.#log.entries()) {
      const owner = this.#owners[partition] as Owned
      while (owner.position < records.length) this.#poll(partition, owner)
      this.#commit(partition, owner, 'ok')
    }
    this.#say('run', { op: 'ends', visible: this.#log.map((records) => records.length) })
    this.#say('run', { op: 'group', committed: [...this.#committed] })
    for (const [partition, records] of this.#log.entries()) {
      const reader = this.#assign('reader', 'reader', partition, 0)
      while (reader.position < records.length) this.#poll(partition, reader)
    }
    this.#say('run', { op: 'drained', process: 'reader' })
  }

  #send(): void {
    const random = this.#random
    const number = random.whole(0, 2)
    const by = `p${number}.${this.#counts.get(`p${number}`) ?? 1}`
    this.#client(by, 'producer')
    const id = this.#ids++
    const records = Array.from({ length: random.whole(1, 4) }, (): SentRecord => {
      const count = this.#counts.get(by) ?? 0
      this.#counts.set(by, count + 1)
      return [random.whole(0, PARTITIONS), `${by}.${count}`, `hash ${by}.${count}`]
    })
    this.#say(by, { op: 'send', id, records })
    const results = records.map((record): Outcome => {
      const fate = random.whole(0, 100)
      const log = this.#log[record[0]] as SentRecord[]
      if (fate < 95) log.push(record)
      return fate < 90 ? ['ok', log.length - 1] : fate < 97 ? ['info', 'TIMEOUT'] : ['fail', 'LOG_BUSY']
    })
    if (random.whole(0, 20) > 0) this.#say(by, { op: 'sent', id, results })
    else this.#crash(number, by)
  }

  /** A producer that dies with a send under way never learns its fate. */
  #crash(number: number, by: string): void {
    this.#counts.set(`p${number}`, (this.#counts.get(`p${number}`) ?? 1) + 1)
    this.#say('run', { op: 'ended', process: by, how: 'SIGKILL' })
  }

  #poll(partition: number, owned: Owned): void {
    const records = (this.#log[partition] as SentRecord[]).slice(
      owned.position,
      owned.position + this.#random.whole(1, 6),
    )
    if (records.length === 0) return
    const found = records.map(
      ([, value, hash], i): SeenRecord => [owned.position + i, value, hash, `${TOPIC}/${partition}`],
    )
    owned.position += records.length
    this.#say(owned.by, { op: 'poll', assignment: owned.assignment, topic: TOPIC, partition, records: found })
  }

  #commit(partition: number, owned: Owned, outcome: 'ok' | 'fail'): void {
    const id = this.#ids++
    this.#say(owned.by, { op: 'commit', id, assignment: owned.assignment, offset: owned.position })
    if (outcome === 'ok') this.#committed[partition] = owned.position
    this.#say(owned.by, {
      op: 'committed',
      id,
      outcome,
      ...(outcome === 'fail' && { code: 'UNKNOWN_MEMBER' }),
    })
  }

  #move(partition: number): void {
    const old = this.#owners[partition]
    const others = Array.from({ length: MEMBERS }, (_, i) => `c${i}.1`).filter((by) => by !== old?.by)
    if (old !== undefined && this.#random.whole(0, 2) === 0) this.#zombies.push({ partition, owned: old })
    else if (old !== undefined) {
      if (this.#random.whole(0, 3) > 0) this.#commit(partition, old, 'ok')
      this.#say(old.by, { op: 'released', assignment: old.assignment, how: 'revoked' })
    }
    const by = this.#random.pick(others)
    const epoch = ++this.#epoch
    this.#owners[partition] = this.#assign(
      'group',
      by,
      partition,
      this.#committed[partition] as number,
      epoch,
    )
  }

  /** A zombie wakes when its successor has committed, tries to commit, is refused, and hears that all is lost. */
  #lateCommit(): void {
    const zombie = this.#zombies.pop()
    if (zombie === undefined) return
    const { partition, owned } = zombie
    this.#commit(partition, this.#owners[partition] as Owned, 'ok')
    this.#commit(partition, owned, 'fail')
    this.#say(owned.by, { op: 'released', assignment: owned.assignment, how: 'lost' })
  }

  #assign(kind: ClientKind, by: string, partition: number, position: number, epoch?: number): Owned {
    this.#client(by, kind)
    const assignment = this.#ids++
    const withEpoch = epoch === undefined ? {} : { epoch }
    this.#say(by, { op: 'assigned', assignment, topic: TOPIC, partition, ...withEpoch })
    return { by, assignment, position }
  }

  #client(by: string, kind: ClientKind): void {
    if (this.#clients.has(by)) return
    this.#clients.add(by)
    this.#say(by, { op: 'client', kind })
  }

  #say(by: string, happened: Happened): void {
    this.steps.push({ at: this.#nowMs++, by, ...happened })
  }
}
