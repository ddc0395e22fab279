// Hello: the first request of every connection.
// Behaviour: agrees on the highest protocol version both sides speak, tells the limits, the cluster's id, the boot epoch
//   and the address to dial from now on; notes who the peer is and whether its answers must leave in request order.
// Deliberately not: no authentication is asked for yet (listening beyond loopback needs --insecure for that reason).
// Limits: UNSUPPORTED_VERSION where no version is shared (the connection then closes); INVALID_REQUEST for a second
//   Hello (the connection goes on). Lengths of texts are bounded where the request is decoded.
import { PROTOCOL_VERSION_MAX, PROTOCOL_VERSION_MIN } from '../../protocol/apis.ts'
import { SluiceError } from '../../protocol/errors.ts'
import { limits } from '../../protocol/limits.ts'
import type { HelloRequest } from '../../protocol/messages.ts'
import { type Answer, answer, type RequestContext } from './context.ts'

export const software = 'sluice/0.1.0'

export function hello(request: HelloRequest, { peer, services }: RequestContext): Answer {
  if (peer.greeted) throw new SluiceError('INVALID_REQUEST', 'Hello is sent once, as the first request')
  const version = Math.min(request.versionMax, PROTOCOL_VERSION_MAX)
  if (version < Math.max(request.versionMin, PROTOCOL_VERSION_MIN)) {
    throw new SluiceError(
      'UNSUPPORTED_VERSION',
      `this broker (${software}) speaks protocol versions ${PROTOCOL_VERSION_MIN} to ${PROTOCOL_VERSION_MAX}, the client asked for ` +
        `${request.versionMin} to ${request.versionMax}`,
    )
  }
  peer.greeted = true
  peer.version = version
  peer.clientId = request.clientId
  peer.software = request.software
  peer.inOrder = request.inOrder
  const { store, config } = services
  return answer({
    hello: {
      version,
      features: [],
      software,
      clusterId: store.clusterId,
      bootEpoch: store.bootEpoch,
      limits: {
        frameBytesMax: limits.frameBytesMax,
        headerBytesMax: limits.headerBytesMax,
        requestsInFlightMax: limits.requestsInFlightMax,
        partitionsPerRequestMax: limits.partitionsPerRequestMax,
      },
      authentication: [],
      advertised: config.advertisedListen,
    },
  })
}
