// The columns of the partitions of a group. Used by group.ts.
import type { LagRowDocument } from '../../../protocol/lag-document.ts'
import { type Cell, custom, number, unknown } from './cells.ts'
import { h } from './dom.ts'
import { count, duration } from './format.ts'
import {
  bytesCell,
  headroomColumn,
  lagColumn,
  rateColumns,
  stacked,
  statusColumn,
  timeLagColumn,
} from './lag-cells.ts'
import { reasonText } from './reason.ts'
import type { Column } from './table.ts'
import { nameOf } from './view.ts'

const self = (row: LagRowDocument): LagRowDocument => row
const noCommit = 'nothing was committed'

/** `hrefOf`: where the name of a partition leads. */
export function partitionColumns(hrefOf: (row: LagRowDocument) => string): Column<LagRowDocument>[] {
  return [
    statusColumn(self, ''),
    {
      key: 'partition',
      label: 'Partition and why',
      rank: 1,
      cell: (row) => {
        const name = `${row.topic}/${row.partition}`
        return stacked(name, () => h('a', { href: hrefOf(row) }, nameOf(name)), reasonText(row), row.status)
      },
      order: (row) => `${row.topic}/${row.partition}`,
    },
    offset('committed', 'Committed', 2, (row) => row.committed),
    offset('end', 'End', 3, (row) => row.logEnd),
    lagColumn(self, ''),
    timeLagColumn(self, ''),
    ...rateColumns(self, '', 4),
    headroomColumn(self, '', { rank: 3 }),
    {
      key: 'commit-age',
      label: 'Last commit',
      hint: 'time since the last commit',
      rank: 3,
      width: '8.4rem',
      numeric: true,
      descending: true,
      cell: ({ commitAgeMs }) => number(commitAgeMs, (age) => `${duration(age)} ago`, noCommit),
      order: ({ commitAgeMs }) => commitAgeMs,
    },
    {
      key: 'bytes',
      label: 'Bytes behind',
      rank: 4,
      width: '8.6rem',
      numeric: true,
      descending: true,
      cell: ({ bytesBehind }) => bytesCell(bytesBehind),
      order: ({ bytesBehind }) => bytesBehind,
    },
    {
      key: 'owner',
      label: 'Owner',
      rank: 2,
      width: '9rem',
      cell: ownerCell,
      order: ({ owner }) => owner?.clientId ?? null,
    },
  ]
}

function ownerCell({ owner }: LagRowDocument): Cell {
  if (owner === null) return unknown('no member has it')
  const name = owner.clientId === '' ? owner.memberId : owner.clientId
  return custom(`${name}|${owner.host}`, () => [
    h('span', { class: 'first', title: owner.memberId }, nameOf(name)),
    h('span', { class: 'second' }, nameOf(owner.host)),
  ])
}

function offset(
  key: string,
  label: string,
  rank: 2 | 3,
  pick: (row: LagRowDocument) => number | null,
): Column<LagRowDocument> {
  return {
    key,
    label,
    rank,
    width: '8rem',
    numeric: true,
    descending: true,
    cell: (row) => number(pick(row), count, noCommit),
    order: pick,
  }
}
