// Records to bytes: formats, delimiters, back-pressure.
import { expect } from 'chai'
import type { DelimiterName } from '../../cli/delimiter.ts'
import { RecordWriter } from '../../cli/record-writer.ts'
import type { FormatName, ShownRecord } from '../../cli/record-writer.ts'

function record(value: string | Buffer | null, key: string | Buffer | null = null): ShownRecord {
  const bytes = (text: string | Buffer | null) => (text === null ? null : Buffer.from(text as string))
  return { partition: 3, offset: 7, timestamp: 1000, key: bytes(key), value: bytes(value), headers: [] }
}

async function write(
  format: FormatName,
  delimiter: DelimiterName,
  records: ShownRecord[],
  bufferBytes = 16,
): Promise<Buffer> {
  const pieces: Buffer[] = []
  const sink = async (bytes: Buffer) => {
    await Promise.resolve()
    pieces.push(Buffer.from(bytes))
  }
  const writer = new RecordWriter({ topic: 't', format, delimiter, separator: '\t', bufferBytes, sink })
  for (const one of records) while (!writer.write(one)) await writer.turn()
  await writer.end()
  const all = Buffer.concat(pieces)
  expect(writer.bytesWritten).to.equal(all.length)
  return all
}

describe('cli/record-writer', () => {
  it('writes values with each delimiter, whatever the Buffer holds', async () => {
    const values = ['a', '', 'longer than the buffer of sixteen bytes', 'b\n', 'xyz']
    const expected: Record<DelimiterName, string> = {
      newline: values.map((value) => `${value}\n`).join(''),
      nul: values.map((value) => `${value}\0`).join(''),
      'blank-line': values.map((value) => `${value}\n\n`).join(''),
      u32: values.map((value) => `\0\0\0${String.fromCharCode(value.length)}${value}`).join(''),
    }
    for (const [delimiter, text] of Object.entries(expected)) {
      for (const bufferBytes of [1, 5, 16, 4096]) {
        const bytes = await write(
          'value',
          delimiter as DelimiterName,
          values.map((value) => record(value)),
          bufferBytes,
        )
        expect(bytes.toString('latin1'), `${delimiter} ${bufferBytes}`).to.equal(text)
      }
    }
  })

  it('never touches the Buffer that is being written', async () => {
    const seen: string[] = []
    const sink = async (bytes: Buffer) => {
      await new Promise((resolve) => setImmediate(resolve))
      seen.push(bytes.toString())
    }
    const writer = new RecordWriter({
      topic: 't',
      format: 'value',
      delimiter: 'newline',
      separator: '',
      bufferBytes: 4,
      sink,
    })
    const values = Array.from({ length: 50 }, (_, i) => String(i).padStart(3, '0'))
    for (const value of values) while (!writer.write(record(value))) await writer.turn()
    await writer.end()
    expect(seen.join('')).to.equal(values.map((value) => `${value}\n`).join(''))
  })

  it('key-value: the separator only where there is a key; no value is an empty one', async () => {
    const bytes = await write('key-value', 'newline', [
      record('v', 'k'),
      record('v'),
      record('v', ''),
      record(null, 'k'),
    ])
    expect(bytes.toString()).to.equal('k\tv\nv\n\tv\nk\t\n')
  })

  it('json: text where the bytes are UTF-8, else base64', async () => {
    const one = { ...record(Buffer.from([0xff, 0xfe]), 'ключ'), headers: [['h', Buffer.from('x')] as const] }
    const lines = (await write('json', 'newline', [one, record(null)])).toString().trimEnd().split('\n')
    expect(lines.map((line) => JSON.parse(line))).to.deep.equal([
      {
        topic: 't',
        partition: 3,
        offset: 7,
        timestamp: 1000,
        key: 'ключ',
        valueBase64: '//4=',
        headers: [{ key: 'h', value: 'x' }],
      },
      { topic: 't', partition: 3, offset: 7, timestamp: 1000, key: null, value: null },
    ])
  })

  it('a sink that fails is an error of turn() or end(), not of the process', async () => {
    const sink = () => Promise.reject(new Error('disk full'))
    const writer = new RecordWriter({
      topic: 't',
      format: 'value',
      delimiter: 'newline',
      separator: '',
      bufferBytes: 4,
      sink,
    })
    writer.write(record('abc'))
    let thrown: unknown
    await writer.end().catch((error) => (thrown = error))
    expect((thrown as Error).message).to.equal('disk full')
  })
})
