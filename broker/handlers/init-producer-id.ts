// InitProducerId: the identity under which a producer numbers its batches, so that a repeated one is stored once.
// Behaviour: a new id, durable (in a reserved range) before it is answered, with epoch 0; with `has_previous` the same id
//   under the next epoch, so that sequences begin at 0 again; a new id where epochs are used up.
// Deliberately not: no transactions, and nothing is remembered here: a log learns of a producer from its first batch.
// Limits: epochs end at 32767, as in the batch header.
import { SluiceError } from '../../protocol/errors.ts'
import type { InitProducerIdRequest } from '../../protocol/messages.ts'
import { type Answer, answer, type RequestContext } from './context.ts'

const producerEpochMax = 32_767

export async function initProducerId(
  request: InitProducerIdRequest,
  { services }: RequestContext,
): Promise<Answer> {
  if (request.hasPrevious && request.producerEpoch > producerEpochMax) {
    throw new SluiceError('INVALID_REQUEST', `producer epochs end at ${producerEpochMax}`)
  }
  if (request.hasPrevious && request.producerEpoch < producerEpochMax) {
    const { producerId, producerEpoch } = request
    return answer({ initProducerId: { producerId, producerEpoch: producerEpoch + 1 } })
  }
  const producerId = await services.store.allocateProducerId()
  return answer({ initProducerId: { producerId, producerEpoch: 0 } })
}
