// What a handler may know: the services of the broker, the peer that asks, and the frame its payload lies in.
// Called by every handler; made by connection.ts. No sockets here: an answer is a value that connection.ts sends.
import type { Segment } from '../../native/index.ts'
import type { ResponseInit } from '../../protocol/messages.ts'
import type { Store } from '../../storage/store.ts'
import type { BrokerConfig } from '../config.ts'
import type { FetchWaiters } from '../fetch-waiters.ts'
import type { Coordinator } from '../groups/coordinator.ts'
import type { LagService } from '../lag/lag-service.ts'
import type { Logger } from '../log.ts'
import type { Metrics } from '../metrics.ts'
import type { TopicCreation } from '../topic-creation.ts'

/** One connection as handlers see it. hello.ts fills in what the client says about itself. */
export interface Peer {
  readonly id: number
  readonly address: string
  greeted: boolean
  version: number
  clientId: string
  software: string
  /** Answers leave in the order of the requests. */
  inOrder: boolean
  /** Nothing more comes from it: it said so, which over TCP a client that was killed does too, or it is closed. */
  ended: boolean
  closed: boolean
  /** Called once when nothing more comes from it; what it asked for may still be answered. */
  readonly onEnd: Set<() => void>
  /** Called once when the connection is gone, after onEnd. */
  readonly onClose: Set<() => void>
}

export interface Services {
  readonly config: BrokerConfig
  readonly store: Store
  readonly waiters: FetchWaiters
  readonly topics: TopicCreation
  readonly groups: Coordinator
  readonly lag: LagService
  readonly metrics: Metrics
  readonly log: Logger
  /** True from the beginning of a graceful stop: requests that change something are refused. */
  draining: boolean
}

export interface RequestContext {
  readonly services: Services
  readonly peer: Peer
  /** Native number of the request's frame; valid until the answer is given, or endFrame() where the answer keeps it. */
  readonly frame: number
  readonly payloadBytes: number
  endFrame(): void
}

/** Segment, position, length, … : what Network.send takes. */
export type Ranges = (Segment | number)[]

export interface Answer {
  /** One member, named as the request's. */
  readonly body: ResponseInit
  readonly ranges: Ranges
  readonly rangeBytes: number
  /** The frame is still read from (an append waits); the handler ends it later by context.endFrame(). */
  readonly keepsFrame: boolean
}

/** acks=none: nothing is sent, the frame is ended. */
export const noAnswer = Symbol('no answer')

export type Outcome = Answer | typeof noAnswer

export type Handler<T> = (request: T, context: RequestContext) => Outcome | Promise<Outcome>

const noRanges: Ranges = []

export function answer(body: ResponseInit): Answer {
  return { body, ranges: noRanges, rangeBytes: 0, keepsFrame: false }
}
