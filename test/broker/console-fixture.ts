// What the tests of the console share: requests with any header, streams of events, records that a broker stores as they are.
import { request as httpRequest } from 'node:http'
import { connect } from 'node:net'
import type { IncomingHttpHeaders } from 'node:http'
import type { ApiFailure, RecordsAnswer } from '../../broker/console/api.ts'
import { stampProducer } from '../../protocol/batch.ts'

export interface HttpAnswer {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly text: string
  json<T>(): T
}

/** `address`: host:port. The path goes out as it is. */
export function ask(
  address: string,
  path: string,
  { method = 'GET', headers = {} }: { method?: string; headers?: Record<string, string> } = {},
): Promise<HttpAnswer> {
  const [host, port] = address.split(':')
  return new Promise((resolve, reject) => {
    const request = httpRequest({ host, port, path, method, headers, agent: false }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('error', reject)
      response.on('end', () => {
        const text = Buffer.concat(chunks).toString('utf8')
        const { statusCode = 0, headers: answered } = response
        resolve({ status: statusCode, headers: answered, text, json: <T>() => JSON.parse(text) as T })
      })
    })
    request.on('error', reject)
    request.end()
  })
}

export async function askRecords(address: string, query: string): Promise<RecordsAnswer> {
  const answer = await ask(address, `/api/records?${query}`)
  if (answer.status !== 200) throw new Error(`status ${answer.status}: ${answer.text}`)
  return answer.json<RecordsAnswer>()
}

export const codeOf = (answer: HttpAnswer): string => answer.json<ApiFailure>().error.code

export interface StreamEvent {
  readonly event: string
  readonly data: unknown
}

/** A stream of server-sent events, read as they come. */
export class EventReader {
  readonly events: StreamEvent[] = []
  status = 0
  ended = false
  #close: () => void = () => undefined

  static open(address: string, path: string): Promise<EventReader> {
    const reader = new EventReader()
    const [host, port] = address.split(':')
    return new Promise((resolve, reject) => {
      const request = httpRequest({ host, port, path, agent: false }, (response) => {
        reader.status = response.statusCode ?? 0
        let text = ''
        response.setEncoding('utf8')
        response.on('data', (chunk: string) => {
          text += chunk
          const blocks = text.split('\n\n')
          text = blocks.pop() as string
          for (const block of blocks) reader.#take(block)
        })
        response.on('close', () => (reader.ended = true))
        response.on('error', () => (reader.ended = true))
        resolve(reader)
      })
      request.on('error', (error) => {
        reader.ended = true
        reject(error)
      })
      reader.#close = () => request.destroy()
      request.end()
    })
  }

  of<T>(event: string): T[] {
    return this.events.filter((one) => one.event === event).map(({ data }) => data as T)
  }

  close(): void {
    this.#close()
  }

  #take(block: string): void {
    const field = (name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(block)?.[1]
    const data = field('data')
    if (data !== undefined) this.events.push({ event: field('event') ?? '', data: JSON.parse(data) })
  }
}

/** Sends bytes as they are and answers all that comes back until the other side closes. */
export function askRaw(address: string, bytes: string): Promise<string> {
  const [host = '', port] = address.split(':')
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), host, () => socket.write(bytes))
    let text = ''
    socket.on('data', (chunk) => (text += chunk.toString('latin1')))
    socket.on('close', () => resolve(text))
    socket.on('error', reject)
  })
}

/** A batch whose header says this codec, its CRC right, whatever its records are. */
export function claimCodec(batch: Buffer, codec: number): Buffer {
  batch.writeInt16BE(codec, 21)
  stampProducer(batch, -1, -1, -1)
  return batch
}
