// A member of a group by raw requests: it joins, takes its partitions, stays, and commits nothing, while other commands run. Called by
// group-cli.test.ts, lag.test.ts and lag-check.test.ts: no command of ours stays in a group while another one runs.
import { randomUUID } from 'node:crypto'
import { Dialer } from '../../client/connection/dialer.ts'
import { Lane } from '../../client/connection/lane.ts'
import { Deadline } from '../../client/connection/retry.ts'

/** Says that its event loop has stood still for 12.3 s. */
export async function withMember<T>(
  broker: string,
  group: string,
  topics: string[],
  use: (memberId: string) => Promise<T>,
): Promise<T> {
  const dialer = new Dialer({ brokers: [broker], clientId: 'till', connectTimeoutMs: 5_000 })
  const lane = new Lane(dialer, { requestTimeoutMs: 5_000 })
  const memberId = randomUUID()
  const timing = { sessionTimeoutMs: 60_000, maxProcessingMs: 60_000 }
  const ask = (body: Parameters<Lane['call']>[0]) => lane.call(body, new Deadline(5_000))
  try {
    await ask({ joinGroup: { group, memberId, instanceId: 'till-1', topics, ...timing } })
    await ask({ syncGroup: { group, memberId, maxWaitMs: 2_000 } })
    await ask({ keepAlive: { group, memberId, blockedMs: 12_300 } })
    return await use(memberId)
  } finally {
    await ask({ leaveGroup: { group, memberId } })
    lane.close()
  }
}
