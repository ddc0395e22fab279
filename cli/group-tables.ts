// What `sluice group` prints: columns for people, documents of the schema group/v1 for programs (docs/groups.md has it).
// Called by group.ts and group-reset.ts. Pure: the clock is an argument.
// Invariant: what is not there is "-" in a table and null in a document, never 0.
import type {
  GroupDescription,
  GroupListing,
  GroupMember,
  GroupPartition,
  ResetRow,
} from '../client/index.ts'
import { tableOf } from './output.ts'
import type { TableBlock } from './output.ts'
import { formatCount } from './progress.ts'
import type { Column } from './text-table.ts'

const schema = 'group/v1'
/** What a healthy member does all the time is not worth a word. */
const busyFromMs = 1_000

export const listColumns: readonly Column<GroupListing>[] = [
  { header: 'GROUP', cell: (group) => group.name },
  { header: 'STATE', cell: (group) => group.state },
  { header: 'MEMBERS', cell: (group) => group.members, right: true },
  { header: 'TOPICS', cell: (group) => group.topics, right: true },
]

export function listDocument(groups: readonly GroupListing[]): object {
  return { schema, groups }
}

const memberColumns: readonly Column<GroupMember>[] = [
  { header: 'MEMBER', cell: (member) => member.memberId },
  { header: 'CLIENT', cell: (member) => orDash(member.clientId) },
  { header: 'HOST', cell: (member) => orDash(member.address) },
  { header: 'STATIC-ID', cell: (member) => orDash(member.instanceId) },
  { header: 'PARTITIONS', cell: partitionCount, right: true },
  { header: 'SEEN', cell: (member) => `${formatAge(member.seenMsAgo)} ago`, right: true },
  { header: 'SESSION', cell: (member) => formatAge(member.sessionTimeoutMs), right: true },
  { header: 'BUSY', cell: busyText },
]

function partitionCount({ assigned, revoking }: GroupMember): string {
  return revoking.length === 0 ? String(assigned.length) : `${assigned.length}, ${revoking.length} leaving`
}

/** What keeps a member from its records' end: its event loop stands still, or its handler has had them for long. */
function busyText({ blockedMs, processingMs }: GroupMember): string {
  if (blockedMs >= busyFromMs) return `blocked ${formatAge(blockedMs)}`
  return processingMs >= busyFromMs ? `processing ${formatAge(processingMs)}` : '-'
}

function partitionColumns(nowMs: number): readonly Column<GroupPartition>[] {
  return [
    { header: 'TOPIC', cell: (at) => at.topic },
    { header: 'PARTITION', cell: (at) => at.partition, right: true },
    { header: 'COMMITTED', cell: (at) => orDash(at.committed), right: true },
    { header: 'END', cell: (at) => at.logEnd, right: true },
    { header: 'LAG', cell: (at) => orDash(at.lag), right: true },
    { header: 'OWNER', cell: (at) => orDash(at.owner) },
    {
      header: 'COMMIT-AGE',
      cell: (at) => (at.committedMs === undefined ? '-' : formatAge(nowMs - at.committedMs)),
      right: true,
    },
  ]
}

/** Head, members (if any), partitions (if any), totals. */
export function describeBlocks(group: GroupDescription, nowMs: number): (string | TableBlock)[] {
  const facts = [group.name, group.state, `epoch ${group.epoch}`]
  if (group.assignor !== '') facts.push(`assignor ${group.assignor}`)
  const blocks: (string | TableBlock)[] = [`${facts.join('  ')}\n`]
  if (group.members.length > 0) blocks.push(tableOf(group.members, memberColumns))
  if (group.partitions.length > 0) blocks.push(tableOf(group.partitions, partitionColumns(nowMs)))
  const { members, partitions, committedPartitions, lag } = totalsOf(group)
  const counts = [counted(members, 'member'), counted(partitions, 'partition')]
  if (committedPartitions < partitions)
    counts.push(`${formatCount(partitions - committedPartitions)} without a commit`)
  counts.push(`lag ${lag === null ? '-' : formatCount(lag)}`)
  return [...blocks, `${counts.join(', ')}\n`]
}

export function describeDocument(group: GroupDescription): object {
  const { name, state, epoch, assignor } = group
  return {
    schema,
    name,
    state,
    epoch,
    assignor,
    members: group.members.map((member) => ({ ...member, instanceId: member.instanceId ?? null })),
    partitions: group.partitions.map((at) => ({
      ...at,
      committed: at.committed ?? null,
      leaderEpoch: at.leaderEpoch ?? null,
      committedMs: at.committedMs ?? null,
      lag: at.lag ?? null,
      owner: at.owner ?? null,
    })),
    totals: totalsOf(group),
  }
}

function totalsOf({ members, partitions }: GroupDescription) {
  const committed = partitions.filter((at) => at.lag !== undefined)
  return {
    members: members.length,
    partitions: partitions.length,
    committedPartitions: committed.length,
    /** Over the partitions that have a commit; null where none has. */
    lag: committed.length === 0 ? null : committed.reduce((sum, at) => sum + (at.lag as number), 0),
  }
}

const clampedTexts = { start: 'moved to the first record', end: 'moved to the end' } as const

export const resetColumns: readonly Column<ResetRow>[] = [
  { header: 'TOPIC', cell: (row) => row.topic },
  { header: 'PARTITION', cell: (row) => row.partition, right: true },
  { header: 'BEFORE', cell: (row) => orDash(row.before), right: true },
  { header: 'AFTER', cell: (row) => row.after, right: true },
  { header: 'START', cell: (row) => row.logStart, right: true },
  { header: 'END', cell: (row) => row.logEnd, right: true },
  { header: 'NOTE', cell: (row) => (row.clamped === undefined ? '' : clampedTexts[row.clamped]) },
]

/** A row for programs. */
export function resetEntry(row: ResetRow): object {
  return { ...row, before: row.before ?? null, clamped: row.clamped ?? null }
}

export function resetDocument(name: string, execute: boolean, rows: readonly ResetRow[]): object {
  return { schema, name, execute, rows: rows.map(resetEntry) }
}

function orDash(value: string | number | undefined): string | number {
  return value === undefined || value === '' ? '-' : value
}

export function counted(count: number, what: string): string {
  return `${formatCount(count)} ${what}${count === 1 ? '' : 's'}`
}

const unitsMs = [
  ['y', 31_536_000_000],
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['m', 60_000],
  ['s', 1_000],
] as const

/** More says nothing but that it will not be. */
const yearsMost = 999

/**
 * The two largest units: "0s", "42s", "5m10s", "3d4h", "2y31d" of years of 365 days, ">999y". What seems to lie ahead (another clock) is
 * now; what is no number is not known.
 */
export function formatAge(ms: number): string {
  if (Number.isNaN(ms)) return '-'
  if (ms >= (yearsMost + 1) * unitsMs[0][1]) return `>${yearsMost}y`
  const at = unitsMs.findIndex(([, unitMs]) => ms >= unitMs)
  if (at === -1) return '0s'
  const [name, unitMs] = unitsMs[at]!
  const next = unitsMs[at + 1]
  const rest = next === undefined ? 0 : Math.floor((ms % unitMs) / next[1])
  return `${Math.floor(ms / unitMs)}${name}${rest > 0 ? `${rest}${next![0]}` : ''}`
}
