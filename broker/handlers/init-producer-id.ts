// InitProducerId: the identity under which a producer numbers its batches, so that a repeated one is stored once.
// Behaviour: a new id, durable (in a reserved range) before it is answered, with epoch 0; with `has_previous` the same id
//   under the next epoch, so that sequences begin at 0 again and batches of the old epoch are refused by each log that saw
//   the new one; a new id where epochs are used up, and for an id that this broker did not give out.
// Two producers never get the same id, but who names another's id and epoch gets its next epoch: that is how a producer is
//   fenced, and nobody is asked for a proof of who they are before there are identities. Asking twice with the same epoch
//   answers the same, so that a lost answer costs nothing.
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
  const { store } = services
  const { hasPrevious, producerId, producerEpoch } = request
  if (hasPrevious && producerEpoch > producerEpochMax) {
    throw new SluiceError('INVALID_REQUEST', `producer epochs end at ${producerEpochMax}`)
  }
  if (hasPrevious && producerEpoch < producerEpochMax && store.mayHaveGiven(producerId)) {
    return answer({ initProducerId: { producerId, producerEpoch: producerEpoch + 1 } })
  }
  return answer({ initProducerId: { producerId: await store.allocateProducerId(), producerEpoch: 0 } })
}
