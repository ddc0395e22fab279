// A handler that blocks its event loop for twenty seconds, over three session timeouts, keeps its group, and `sluice group describe`
// shows it meanwhile; then a member that was stopped for longer than its session: its late commit is refused. Real processes.
import { expect } from 'chai'
import { join } from 'node:path'
import { ChildMember, until } from '../client/group-fixture.ts'
import { sluice, startBrokerProcess, withDirectory } from '../e2e/broker-process.ts'
import { Connection } from '../../client/connection/connection.ts'
import { type Client, connect } from '../../client/index.ts'
import { fromFailure } from '../../protocol/errors.ts'

const BLOCK_MS = 20_000
const SESSION_MS = 6_000

interface Described {
  state: string
  members: {
    memberId: string
    blockedMs: number
    assigned: { partition: number; assignmentEpoch?: number }[]
  }[]
}

/** What the zombie's process would send, byte for byte, had it been stopped between its last record and its commit. */
async function commitAs(address: string, client: Client, zombie: Described['members'][0]): Promise<string> {
  const [host = '', port = ''] = address.split(':')
  const connection = await Connection.open({ host, port: Number(port) }, 'zombie', 5_000)
  try {
    const { id } = await client.admin.topics.describe('events')
    const { partition, assignmentEpoch = 0 } = zombie.assigned[0] as Described['members'][0]['assigned'][0]
    const offsets = [{ topicId: Buffer.from(id, 'hex'), partition, offset: 1, assignmentEpoch }]
    const { response } = await connection.request(
      { commitOffsets: { group: 'g', memberId: zombie.memberId, offsets } },
      { timeoutMs: 5_000 },
    )
    const failure = response.commitOffsets?.results[0]?.failure
    return failure ? fromFailure(failure).code : 'accepted'
  } finally {
    connection.close()
  }
}

describe('a stalled group member', function () {
  this.timeout(120_000)

  it('keeps its partitions while its thread says that it lives, and a zombie commits nothing', () =>
    withDirectory(async (directory) => {
      const broker = await startBrokerProcess({ data: join(directory, 'data') })
      const client = connect({ brokers: [broker.address] })
      const options = { sessionTimeoutMs: SESSION_MS }
      const blocked = new ChildMember(broker.address, options)
      const describe = async (): Promise<Described> => {
        const { stdout } = await sluice(['group', 'describe', 'g', '-o', 'json', '--broker', broker.address])
        return JSON.parse(stdout) as Described
      }
      const fill = (count: number) =>
        client.producer().sendBatch(
          'events',
          Array.from({ length: count }, (_, i) => ({ partition: i % 4, value: `${i}` })),
        )
      let other: ChildMember | undefined
      try {
        await client.admin.topics.create('events', { partitions: 4 })
        await fill(400)
        await until('it reads', () => blocked.of('record').length === 400)
        const before = await describe()
        blocked.say({ block: BLOCK_MS })
        const fromMs = performance.now()
        await until(
          'the group shows it',
          async () => ((await describe()).members[0]?.blockedMs ?? 0) >= 1_000,
        )
        const seenAfterMs = performance.now() - fromMs
        const shown = await sluice(['group', 'describe', 'g', '--broker', broker.address])
        expect(shown.stdout).to.match(/blocked \d+(\.\d+)?s/)
        await until('it breathes again', () => blocked.of('stalled').length > 0, BLOCK_MS + 5_000)
        const stalledMs = blocked.of('stalled')[0]?.['ms'] as number
        expect(stalledMs).to.be.within(BLOCK_MS - 1_500, BLOCK_MS + 3_000)
        await fill(40)
        await until('it reads on', () => blocked.of('record').length === 440)
        const after = await describe()
        expect(after.members.map(({ memberId }) => memberId)).to.deep.equal([before.members[0]?.memberId])
        expect(after.members[0]?.assigned).to.deep.equal(before.members[0]?.assigned)
        expect(blocked.of('lost')).to.deep.equal([])

        blocked.process.kill('SIGSTOP')
        other = new ChildMember(broker.address, options)
        await fill(40)
        await until('the other has them', () => (other?.of('record').length ?? 0) >= 40, 3 * SESSION_MS)
        // By itself it commits once a second: what it has is compared when it has committed everything.
        await until('the other has committed them', async () =>
          (await client.admin.groups.describe('g')).partitions.every(({ lag }) => lag === 0),
        )
        const committed = await client.admin.groups.offsets('g')
        blocked.process.kill('SIGCONT')
        await until('the zombie is told', () => blocked.of('lost').length > 0)
        const late = await commitAs(broker.address, client, before.members[0] as Described['members'][0])
        expect(late).to.be.oneOf(['UNKNOWN_MEMBER', 'PARTITION_NOT_OWNED'])
        expect(await client.admin.groups.offsets('g')).to.deep.equal(committed)
        process.stdout.write(
          `      blocked for ${BLOCK_MS} ms: described as such after ${Math.round(seenAfterMs)} ms, told ${Math.round(stalledMs)} ms; late commit: ${late}\n`,
        )
      } finally {
        await blocked.kill()
        await other?.kill()
        await client.close()
        await broker.stop()
      }
    }))
})
