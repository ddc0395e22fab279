// The requests of the protocol: the name of the body in Request and Response, and whether frames carry payload.
// The broker's dispatch, the client's calls, metrics and the docs iterate this table.
// Invariant: the names are those of the oneof `body` in wire.proto; test/protocol/apis.test.ts compares.

export interface Api {
  /** The request frame may carry record batches. */
  readonly requestPayload: boolean
  /** The answer frame may carry record batches. */
  readonly responsePayload: boolean
  /** Sending it twice has the effect of sending it once, so a client may repeat it after a lost connection. */
  readonly repeatable: boolean
}

const read: Api = { requestPayload: false, responsePayload: false, repeatable: true }
const write: Api = { requestPayload: false, responsePayload: false, repeatable: false }

export const apis = {
  hello: read,
  metadata: read,
  createTopics: write,
  deleteTopics: write,
  describeTopics: read,
  alterTopic: write,
  initProducerId: read, // a repeat burns a number, nothing else
  produce: { requestPayload: true, responsePayload: false, repeatable: false },
  fetch: { requestPayload: false, responsePayload: true, repeatable: true },
  listOffsets: read,
  deleteRecords: read, // "below this offset" stays true
  joinGroup: read, // the same member twice is one member
  syncGroup: read,
  keepAlive: read,
  leaveGroup: read,
  commitOffsets: read, // a repeat commits the same offsets again, or is fenced
  committedOffsets: read,
  listGroups: read,
  describeGroups: read,
  deleteGroups: write,
  lag: read,
} as const satisfies Record<string, Api>

export type ApiName = keyof typeof apis
export const apiNames = Object.keys(apis) as ApiName[]

/** Protocol versions this release speaks; Hello settles on one. */
export const PROTOCOL_VERSION_MIN = 1
export const PROTOCOL_VERSION_MAX = 1
