// What a consistency run leaves on disk: the only thing that producers, consumers and nemesis write and the checker reads.
// One file a process and incarnation, `<directory>/<process>.ndjson`, one step a line, in the order in which they happened there:
//
//   {"at":MS,"by":"p0.2","op":"client","kind":"producer"}                                first line of every client
//   {…,"op":"send","id":17,"records":[[partition,"p0.2.301","hash"],…]}                  before the call, on disk
//   {…,"op":"sent","id":17,"results":[["ok",offset],["fail","CODE"],["info","CODE"],…]}  its outcome, record by record
//   {…,"op":"assigned","assignment":3,"topic":"t","partition":5,"epoch":12}              epoch only where it is known
//   {…,"op":"released","assignment":3,"how":"revoked"}                                   or "lost", "closed"
//   {…,"op":"poll","assignment":3,"topic":"t","partition":5,"records":[[offset,"p0.2.301","hash","t/5"],…]}
//   {…,"op":"commit","id":4,"assignment":3,"offset":1202}                                before the call
//   {…,"op":"committed","id":4,"outcome":"ok"}                                           or "fail", "info" with a code
//   {…,"op":"trouble","text":"…"}                                                        what a client must not throw
//   {…,"by":"run","op":"ended","process":"c1.4","how":"SIGKILL"}                         also a client that died by itself
//   {…,"by":"run","op":"nemesis","what":"…"}
//   {…,"by":"run","op":"broker","what":"…","pid":…}
//   {…,"by":"run","op":"ends","visible":[…]}          by partition, after each start of the broker and at the very end
//   {…,"by":"run","op":"group","committed":[…]}       when the group had been given its time to reach the end
//   {…,"by":"run","op":"drained","process":"reader"}  this client has read every log from its beginning to its end
//
// `at` is the machine's monotonic clock, which all processes share. A value is `<process>.<count>` and never used twice;
// hash and tag (`topic/partition`) are computed from, and found in, the bytes of the record's value.
// Invariant: a step is written before the next thing its process does; what an acknowledgement stands on is synced first.
import { closeSync, fsyncSync, openSync, readdirSync, readFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'

export type Outcome = readonly ['ok', number] | readonly ['fail' | 'info', string]
export type SentRecord = readonly [partition: number, value: string, hash: string]
export type SeenRecord = readonly [offset: number, value: string, hash: string, tag: string]
export type ClientKind = 'producer' | 'group' | 'own' | 'reader'

export type Happened =
  | { readonly op: 'client'; readonly kind: ClientKind; readonly how?: string }
  | { readonly op: 'send'; readonly id: number; readonly records: readonly SentRecord[] }
  | { readonly op: 'sent'; readonly id: number; readonly results: readonly Outcome[] }
  | {
      readonly op: 'assigned'
      readonly assignment: number
      readonly topic: string
      readonly partition: number
      readonly epoch?: number
    }
  | { readonly op: 'released'; readonly assignment: number; readonly how: string }
  | {
      readonly op: 'poll'
      readonly assignment: number
      readonly topic: string
      readonly partition: number
      readonly records: readonly SeenRecord[]
    }
  | { readonly op: 'commit'; readonly id: number; readonly assignment: number; readonly offset: number }
  | {
      readonly op: 'committed'
      readonly id: number
      readonly outcome: 'ok' | 'fail' | 'info'
      readonly code?: string
    }
  | { readonly op: 'trouble'; readonly text: string }
  | { readonly op: 'ended'; readonly process: string; readonly how: string }
  | { readonly op: 'nemesis'; readonly what: string }
  | { readonly op: 'broker'; readonly what: string; readonly pid: number }
  | { readonly op: 'ends'; readonly visible: readonly number[] }
  | { readonly op: 'group'; readonly committed: readonly number[] }
  | { readonly op: 'drained'; readonly process: string }

export type Step = { readonly at: number; readonly by: string } & Happened
export type History = readonly Step[]

/** Milliseconds of the clock that all processes of this machine share. */
export function nowMs(): number {
  return Number(process.hrtime.bigint()) / 1e6
}

/** One process's part of the history. */
export class HistoryFile {
  readonly #by: string
  readonly #fd: number

  constructor(directory: string, by: string) {
    this.#by = by
    this.#fd = openSync(join(directory, `${by}.ndjson`), 'ax')
  }

  write(happened: Happened, options: { readonly sync?: boolean } = {}): void {
    writeSync(this.#fd, `${JSON.stringify({ at: nowMs(), by: this.#by, ...happened })}\n`)
    if (options.sync === true) fsyncSync(this.#fd)
  }

  close(): void {
    closeSync(this.#fd)
  }
}

/** Everything in the directory, by time. A process that was killed may leave a torn last line: what it did not write it did not do. */
export function readHistory(directory: string): Step[] {
  const steps: Step[] = []
  for (const name of readdirSync(directory).sort()) {
    if (!name.endsWith('.ndjson')) continue
    const lines = readFileSync(join(directory, name), 'utf8').split('\n').slice(0, -1)
    for (const line of lines) steps.push(JSON.parse(line) as Step)
  }
  return steps.sort((one, other) => one.at - other.at)
}
