// Reads what one run printed and holds it against the file that was to be moved. Called by transfer.ts; pure.
// A run whose receivers did not get the very bytes of the file has no figures: it ends the benchmark.
import { SluiceError } from '../../client/index.ts'
import type { Case, TransferRun } from './options.ts'

export interface ExpectedFile {
  bytes: number
  /** CRC-32C, eight hex digits. */
  checksum: string
}

export type Verdict = { refused: string } | { run: TransferRun }

/** Throws INTERNAL for a line of another run, and for a run that moved other bytes than the file's. */
export function judge(line: string, { method, transport, chunkBytes }: Case, file: ExpectedFile): Verdict {
  const told = JSON.parse(line) as TransferRun & {
    method: string
    transport: string
    chunkBytes: number
    refused?: string
    checksums: string[]
  }
  const name = `${method.name} over ${transport} in chunks of ${chunkBytes} bytes`
  if (told.method !== method.name || told.transport !== transport || told.chunkBytes !== chunkBytes)
    throw new SluiceError('INTERNAL', `asked for ${name}, told of another run: ${line.trim()}`)
  if (told.refused !== undefined) return { refused: told.refused }
  const receivers = method.direction === 'fan-out' ? 2 : 1
  const right = told.checksums.filter((checksum) => checksum === file.checksum).length
  if (told.bytes !== file.bytes || told.checksums.length !== receivers || right !== receivers) {
    throw new SluiceError(
      'INTERNAL',
      `${name} did not deliver the file: ${file.bytes} bytes with checksum ${file.checksum} became ` +
        `${told.bytes} bytes with ${told.checksums.join(', ')}`,
      { hint: 'please report it with the kernel and the file system of this machine' },
    )
  }
  const { bytes, seconds, mover, peers, facts } = told
  return { run: { bytes, seconds, mover, peers, facts } }
}
