// One peer: its frames in, its answers out.
// Called by server.ts with what native code reports; calls the handlers by their table and the Network it was given.
// Invariants: the first request is Hello, anything else is answered HELLO_REQUIRED and the connection closed. Every frame
// is ended exactly once: by its answer, by endFrame() (acks=none, or an answer that left its frame behind), or by native
// code when the connection closes. After close() nothing is sent.
// Answers leave as they complete. With Hello.in_order they wait for their turn:
//
//   #turns:  [ done | done | open | done | open ]      the head leaves while it is done
//              ^ sent next                  ^ newest request
import { strict as assert } from 'node:assert'
import type { Network } from '../native/index.ts'
import type { ApiName } from '../protocol/apis.ts'
import { apis } from '../protocol/apis.ts'
import { isSluiceError, SluiceError, toFailure } from '../protocol/errors.ts'
import { FRAME_HEAD_BYTES } from '../protocol/frame.ts'
import { limits } from '../protocol/limits.ts'
import { decodeRequest, type Request, responseFrame } from '../protocol/messages.ts'
import type { Answer, Handler, Outcome, Peer, RequestContext, Services } from './handlers/context.ts'
import { answer, noAnswer } from './handlers/context.ts'
import { changesTheStore, handlers } from './handlers/index.ts'

interface Turn {
  outcome: Outcome | undefined
  readonly requestId: number
  readonly frame: number
  readonly ordered: boolean
}

export class Connection {
  readonly peer: Peer
  readonly #network: Network
  readonly #services: Services
  readonly #onSettled: () => void
  readonly #turns: Turn[] = []
  #closing = false
  #inFlight = 0

  /** onSettled: called after each request that was answered or given up, for a graceful stop to count down. */
  constructor(id: number, address: string, network: Network, services: Services, onSettled: () => void) {
    this.peer = {
      id,
      address,
      greeted: false,
      version: 0,
      clientId: '',
      software: '',
      inOrder: false,
      ended: false,
      closed: false,
      onEnd: new Set(),
      onClose: new Set(),
    }
    this.#network = network
    this.#services = services
    this.#onSettled = onSettled
  }

  /** Requests whose answers are still to be made. */
  get inFlight(): number {
    return this.#inFlight
  }

  onFrame(frame: number, header: Buffer, payloadBytes: number): void {
    if (this.#closing) return this.#endFrame(frame)
    let request: Request
    try {
      request = decodeRequest(header)
    } catch (error) {
      const requestId = isSluiceError(error) ? error.details?.requestId : 0
      return this.#refuse(typeof requestId === 'number' ? requestId : 0, frame, error)
    }
    const { requestId, body } = request
    if (!this.peer.greeted && body !== 'hello') {
      const text = 'the first request of a connection is Hello; this one came before it'
      return this.#refuse(requestId, frame, new SluiceError('HELLO_REQUIRED', text))
    }
    this.#dispatch(request, body, frame, payloadBytes)
  }

  /** Native code could not make a frame of what the peer sent: say why, then close. */
  onInvalid(error: SluiceError): void {
    if (!this.#closing) this.#refuse(0, 0, error)
  }

  /** The peer sends nothing more, and may still read: what is under way is answered. */
  onEnded(): void {
    this.peer.ended = true
    for (const listener of [...this.peer.onEnd]) listener()
    this.peer.onEnd.clear()
  }

  onClosed(): void {
    this.#closing = true
    this.peer.closed = true
    this.onEnded()
    for (const listener of [...this.peer.onClose]) listener()
    this.peer.onClose.clear()
    this.#turns.length = 0
  }

  /** What is queued still leaves; nothing further is read or answered. */
  close(): void {
    if (this.#closing) return
    this.#closing = true
    this.#network.closeConnection(this.peer.id, true)
  }

  #dispatch(request: Request, api: ApiName | undefined, frame: number, payloadBytes: number): void {
    const startedMs = performance.now()
    const { requestId } = request
    const turn: Turn = { outcome: undefined, requestId, frame, ordered: this.peer.inOrder }
    if (turn.ordered) this.#turns.push(turn)
    const context: RequestContext = {
      services: this.#services,
      peer: this.peer,
      frame,
      payloadBytes,
      endFrame: () => this.#endFrame(frame),
    }
    this.#inFlight += 1
    let outcome: Outcome | Promise<Outcome>
    try {
      this.#check(api, payloadBytes)
      outcome = (handlers[api] as Handler<unknown>)(request[api], context)
    } catch (error) {
      return this.#settle(turn, api, startedMs, this.#failed(error))
    }
    if (!(outcome instanceof Promise)) return this.#settle(turn, api, startedMs, outcome)
    outcome.then(
      (made) => this.#settle(turn, api, startedMs, made),
      (error) => this.#settle(turn, api, startedMs, this.#failed(error)),
    )
  }

  #check(api: ApiName | undefined, payloadBytes: number): asserts api is ApiName {
    if (api === undefined) {
      throw new SluiceError('INVALID_REQUEST', 'the request has no body that this broker knows', {
        hint: 'the client is newer than the broker, or broken',
      })
    }
    if (payloadBytes > 0 && !apis[api].requestPayload) {
      throw new SluiceError(
        'INVALID_REQUEST',
        `${api} carries no payload, this frame has ${payloadBytes} bytes of it`,
      )
    }
    if (this.#services.draining && changesTheStore(api) && api !== 'produce')
      throw new SluiceError('SHUTTING_DOWN')
  }

  #settle(turn: Turn, api: ApiName | undefined, startedMs: number, outcome: Outcome): void {
    this.#inFlight -= 1
    if (api !== undefined) this.#services.metrics.countRequest(api, performance.now() - startedMs)
    turn.outcome = outcome
    // Before the answer leaves: a client that hears it may send a large frame at once.
    if (api === 'hello' && this.peer.greeted) this.#network.admit(this.peer.id)
    if (turn.ordered) this.#sendInOrder()
    else this.#send(turn)
    if (api === 'hello' && !this.peer.greeted) this.close()
    this.#onSettled()
  }

  #sendInOrder(): void {
    let sent = 0
    while (sent < this.#turns.length && this.#turns[sent]?.outcome !== undefined)
      this.#send(this.#turns[sent++] as Turn)
    this.#turns.splice(0, sent)
  }

  #send({ outcome, requestId, frame }: Omit<Turn, 'ordered'>): void {
    assert(outcome !== undefined)
    if (this.peer.closed) return
    if (outcome === noAnswer) return this.#endFrame(frame)
    try {
      this.#sendAnswer(outcome, requestId, frame)
    } catch (error) {
      // Too large for a header, or a segment's file was closed since: the client hears of it instead.
      this.#sendAnswer(this.#failed(error), requestId, frame)
    }
  }

  #sendAnswer({ body, ranges, rangeBytes, keepsFrame }: Answer, requestId: number, frame: number): void {
    body.requestId = requestId
    const head = responseFrame(body, rangeBytes)
    if (head.length - FRAME_HEAD_BYTES > limits.headerBytesMax) throw tooLarge()
    this.#network.send(this.peer.id, head, ranges, keepsFrame ? 0 : frame)
  }

  #refuse(requestId: number, frame: number, error: unknown): void {
    this.#send({ outcome: this.#failed(error), requestId, frame })
    this.close()
  }

  #failed(error: unknown): Answer {
    const { metrics, log } = this.#services
    metrics.countFailure(error)
    if (!isSluiceError(error)) log.error({ err: error, clientId: this.peer.clientId }, 'a request failed')
    return answer({ failure: toFailure(error) })
  }

  #endFrame(frame: number): void {
    // False where the connection closed natively and the news of it is still on its way.
    if (!this.peer.closed) this.#network.endFrame(frame)
  }
}

function tooLarge(): SluiceError {
  return new SluiceError('FRAME_TOO_LARGE', `the answer would not fit into ${limits.headerBytesMax} bytes`, {
    hint: 'ask for fewer topics or partitions at once',
  })
}
