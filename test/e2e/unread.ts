// Waits until what nobody reads counts as a problem: it does not before it is five seconds old. Called by lag.test.ts and lag-check.test.ts,
// whose brokers hold groups without members. Asks over one connection, because a command for each question keeps a processor busy.
import { connect } from '../../client/index.ts'

/** Until so many topics of groups, or more, have the status NOMEMBER. */
export async function untilNoMember(broker: string, wanted: number): Promise<void> {
  const client = connect({ brokers: [broker] })
  try {
    for (let found = -1; found < wanted; ) {
      await new Promise((resolve) => setTimeout(resolve, 50))
      const { rows } = await client.admin.groups.lag({ by: 'topic' })
      found = rows.filter(({ status }) => status === 'NOMEMBER').length
    }
  } finally {
    await client.close()
  }
}
