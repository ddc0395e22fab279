// What `sluice group` prints, and the documents of group/v1 that programs rely on.
import { expect } from 'chai'
import type { GroupDescription, GroupMember, GroupPartition, ResetRow } from '../../client/index.ts'
import { topicPartitions } from '../../cli/group-reset.ts'
import {
  describeBlocks,
  describeDocument,
  formatAge,
  listDocument,
  resetColumns,
  resetDocument,
} from '../../cli/group-tables.ts'
import { tableText } from '../../cli/text-table.ts'

const nowMs = Date.UTC(2026, 2, 1, 12)

const member: GroupMember = {
  memberId: 'm-1',
  instanceId: undefined,
  clientId: 'shop',
  address: '127.0.0.1:5000',
  topics: ['orders'],
  assigned: [{ topic: 'orders', partition: 0 }],
  revoking: [],
  sessionTimeoutMs: 45_000,
  maxProcessingMs: 300_000,
  joinedMs: nowMs - 60_000,
  seenMsAgo: 900,
  blockedMs: 0,
  processingMs: 12,
}

const partition: GroupPartition = {
  topic: 'orders',
  topicId: '00ff',
  partition: 0,
  committed: 90,
  leaderEpoch: 1,
  committedMs: nowMs - 90_000,
  logStart: 0,
  logEnd: 100,
  lag: 10,
  owner: 'm-1',
}

const nothing = { committed: undefined, leaderEpoch: undefined, committedMs: undefined, lag: undefined }

const group: GroupDescription = {
  name: 'billing',
  state: 'stable',
  epoch: 7,
  assignor: 'uniform',
  members: [member, { ...member, memberId: 'm-2', instanceId: 'till', assigned: [], blockedMs: 12_400 }],
  partitions: [partition, { ...partition, ...nothing, partition: 1, owner: undefined }],
}

const row: ResetRow = {
  topic: 'orders',
  topicId: '00ff',
  partition: 0,
  before: undefined,
  after: 5,
  logStart: 5,
  logEnd: 100,
  clamped: 'start',
  leaderEpoch: 1,
}

const describeText = (described: GroupDescription) =>
  describeBlocks(described, nowMs)
    .map((block) => (typeof block === 'string' ? block : block.text({}, undefined)))
    .join('\n')

const lines = (text: string) => text.split('\n').map((line) => line.split(/ {2,}/))

describe('cli/group-tables', () => {
  it('describes a group: head, members, partitions, totals; "-" where nothing is committed', () => {
    expect(lines(describeText(group).trimEnd())).to.deep.equal([
      ['billing', 'stable', 'epoch 7', 'assignor uniform'],
      [''],
      ['MEMBER', 'CLIENT', 'HOST', 'STATIC-ID', 'PARTITIONS', 'SEEN', 'SESSION', 'BUSY'],
      ['m-1', 'shop', '127.0.0.1:5000', '-', '1', '0s ago', '45s', '-'],
      ['m-2', 'shop', '127.0.0.1:5000', 'till', '0', '0s ago', '45s', 'blocked 12s'],
      [''],
      ['TOPIC', 'PARTITION', 'COMMITTED', 'END', 'LAG', 'OWNER', 'COMMIT-AGE'],
      ['orders', '0', '90', '100', '10', 'm-1', '1m30s'],
      ['orders', '1', '-', '100', '-', '-', '-'],
      [''],
      ['2 members, 2 partitions, 1 without a commit, lag 10'],
    ])
  })

  it('shows who is processing, and what is changing hands', () => {
    const busy = { ...member, processingMs: 40_000, revoking: [{ topic: 'orders', partition: 1 }] }
    const text = describeText({ ...group, members: [busy] })
    expect(text).to.include('processing 40s').and.to.include('1, 1 leaving')
    const empty = { ...group, state: 'empty', assignor: '', members: [], partitions: [] }
    expect(describeText(empty)).to.equal('billing  empty  epoch 7\n\n0 members, 0 partitions, lag -\n')
  })

  it('group/v1: keys and nulls', () => {
    expect(JSON.parse(JSON.stringify(describeDocument(group)))).to.deep.equal({
      schema: 'group/v1',
      name: 'billing',
      state: 'stable',
      epoch: 7,
      assignor: 'uniform',
      members: [{ ...member, instanceId: null }, group.members[1]],
      partitions: [
        partition,
        {
          ...partition,
          partition: 1,
          committed: null,
          leaderEpoch: null,
          committedMs: null,
          lag: null,
          owner: null,
        },
      ],
      totals: { members: 2, partitions: 2, committedPartitions: 1, lag: 10 },
    })
    const listing = { name: 'billing', state: 'empty', members: 0, topics: 1, epoch: 7 }
    expect(listDocument([listing])).to.deep.equal({ schema: 'group/v1', groups: [listing] })
    expect(JSON.parse(JSON.stringify(resetDocument('billing', false, [row])))).to.deep.equal({
      schema: 'group/v1',
      name: 'billing',
      execute: false,
      rows: [{ ...row, before: null }],
    })
  })

  it('a reset says where it was moved into the log', () => {
    const rows: ResetRow[] = [row, { ...row, partition: 1, before: 7, after: 9, clamped: undefined }]
    expect(lines(tableText(rows, resetColumns).trimEnd())).to.deep.equal([
      ['TOPIC', 'PARTITION', 'BEFORE', 'AFTER', 'START', 'END', 'NOTE'],
      ['orders', '0', '-', '5', '5', '100', 'moved to the first record'],
      ['orders', '1', '7', '9', '5', '100'],
    ])
  })

  it('ages in their two largest units', () => {
    const cases: [number, string][] = [
      [-5, '0s'],
      [999, '0s'],
      [42_900, '42s'],
      [60_000, '1m'],
      [310_000, '5m10s'],
      [3_600_000 * 3 + 59_000, '3h'],
      [86_400_000 * 4 + 3_600_000, '4d1h'],
      [86_400_000 * 364.9, '364d21h'],
      [86_400_000 * 400, '1y35d'],
      [86_400_000 * 365 * 285, '285y'],
      [86_400_000 * 365 * 1_000 - 1, '999y364d'],
      [86_400_000 * 365 * 1_000, '>999y'],
      [Number.MAX_SAFE_INTEGER, '>999y'],
      [1e300, '>999y'],
      [Infinity, '>999y'],
      [Number.NaN, '-'],
    ]
    for (const [ms, text] of cases) expect(formatAge(ms), String(ms)).to.equal(text)
  })

  it('--topic takes a topic or some of its partitions', () => {
    expect(topicPartitions('a:0,3', topicPartitions('b'))).to.deep.equal([
      'b',
      { topic: 'a', partitions: [0, 3] },
    ])
    for (const text of ['', ':1', 'a:', 'a:x', 'a:1,', 'a:1:2', 'a:-1'])
      expect(() => topicPartitions(text), text).to.throw('is wanted')
  })
})
