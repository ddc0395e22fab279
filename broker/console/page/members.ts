// The members of a group: who they are, what they were given, whether they stall. Used by group.ts.
import type { MemberDetail } from '../api.ts'
import { type Cell, number, text } from './cells.ts'
import { count, duration } from './format.ts'
import { stacked } from './lag-cells.ts'
import { type Column, Table } from './table.ts'
import { nameOf } from './view.ts'

/** Longer than that is worth a colour; shorter is how programs are. */
const BLOCKED_MS = 1_000
const PROCESSING_MS = 30_000

const columns: Column<MemberDetail>[] = [
  {
    key: 'member',
    label: 'Member',
    rank: 1,
    cell: (member) => {
      const name = member.clientId === '' ? member.memberId : member.clientId
      return stacked(name, () => nameOf(name), `${member.address} · ${member.instanceId ?? member.memberId}`)
    },
    order: ({ clientId }) => clientId,
  },
  {
    key: 'assigned',
    label: 'Partitions',
    numeric: true,
    rank: 1,
    width: '7.4rem',
    descending: true,
    cell: (member) => number(assignedTo(member), count, '', { title: assignedText(member) }),
    order: assignedTo,
  },
  stall(
    'blocked',
    'Blocked',
    'for so long its event loop has not turned',
    BLOCKED_MS,
    (member) => member.blockedMs,
  ),
  stall(
    'processing',
    'Processing',
    'for so long it has not asked for more, while it holds something',
    PROCESSING_MS,
    (member) => member.processingMs,
  ),
  {
    key: 'seen',
    label: 'Seen',
    hint: 'its last sign of life',
    numeric: true,
    rank: 2,
    width: '8rem',
    cell: ({ seenMsAgo, sessionTimeoutMs }) =>
      text(`${duration(seenMsAgo)} ago`, {
        title: `put out after ${duration(sessionTimeoutMs)} without a sign`,
      }),
    order: ({ seenMsAgo }) => seenMsAgo,
  },
]

export function membersTable(): Table<MemberDetail> {
  return new Table({
    label: 'members',
    className: 'two-lines',
    columns,
    key: ({ memberId }) => memberId,
    order: { key: 'member', descending: false },
  })
}

function stall(
  key: string,
  label: string,
  hint: string,
  longMs: number,
  pick: (member: MemberDetail) => number,
): Column<MemberDetail> {
  const cell = (member: MemberDetail): Cell => {
    const ms = pick(member)
    return number(ms, duration, '', ms >= longMs ? { tone: 'urgent', title: hint } : {})
  }
  return {
    key,
    label,
    hint,
    numeric: true,
    rank: key === 'blocked' ? 1 : 2,
    width: '7.6rem',
    descending: true,
    cell,
    order: pick,
  }
}

function assignedTo({ assigned }: MemberDetail): number {
  return assigned.reduce((sum, { partitions }) => sum + partitions.length, 0)
}

function assignedText({ assigned }: MemberDetail): string {
  const text = assigned.map(({ topic, partitions }) => `${topic}: ${partitions.join(', ')}`).join('\n')
  return text.length > 2_000 ? `${text.slice(0, 2_000)}…` : text
}
