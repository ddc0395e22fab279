// What Apache Kafka's DumpLogSegments says about our segment files, read back into facts. Called by the tests beside it.
import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'

const script = join(import.meta.dirname, 'dump-log-segments.sh')

export interface DumpedBatch {
  baseOffset: number
  lastOffset: number
  count: number
  leaderEpoch: number
  producerId: number
  position: number
  size: number
  codec: string
  valid: boolean
}

export interface Dump {
  batches: DumpedBatch[]
  recordsCount: number
  text: string
}

const trouble = /^(?!SLF4J).*(?:exception|error|Found \d+ invalid|mismatches).*$/im
const gap = /^Non-?consecutive.*$/im // told of what Kafka itself compacted, too

/**
 * Reads the files with Kafka's code, records included. Throws when it fails or reports anything but batches and records.
 * `gaps`: offsets may be missing.
 */
export async function dumpLogSegments(files: string[], gaps = false): Promise<Dump> {
  const { stdout, stderr } = await promisify(execFile)(script, files, { maxBuffer: 1 << 28 })
  const told = trouble.exec(stdout + stderr) ?? (gaps ? null : gap.exec(stdout + stderr))
  if (told !== null) throw new Error(`DumpLogSegments: ${told[0]}`)
  const lines = stdout.split('\n')
  return {
    batches: lines.filter((line) => line.startsWith('baseOffset:')).map(batchOf),
    recordsCount: lines.filter((line) => line.startsWith('| offset:')).length,
    text: stdout,
  }
}

function batchOf(line: string): DumpedBatch {
  const fact = (name: string): string => new RegExp(`(?:^| )${name}: (\\S+)`).exec(line)?.[1] ?? ''
  return {
    baseOffset: Number(fact('baseOffset')),
    lastOffset: Number(fact('lastOffset')),
    count: Number(fact('count')),
    leaderEpoch: Number(fact('partitionLeaderEpoch')),
    producerId: Number(fact('producerId')),
    position: Number(fact('position')),
    size: Number(fact('size')),
    codec: fact('compresscodec'),
    valid: fact('isvalid') === 'true',
  }
}
