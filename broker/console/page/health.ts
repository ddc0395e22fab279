// The broker itself: is it well, how busy is it, how much room is left. Opened by main.ts.
import type { Overview } from '../api.ts'
import { type Cell, custom, number, text, unknown } from './cells.ts'
import { h } from './dom.ts'
import { bytes, count, duration, instant, rate } from './format.ts'
import { linkTo } from './route.ts'
import { badge, statuses } from './status.ts'
import { empty, Facts, heading, section, type View } from './view.ts'

/** Timers of the main thread that fire later than this are worth a colour. */
const LATE_MS = 250
/** Of the latest of all in a minute or two: one turn of a start, or of a busy machine, is no alarm. */
const LATEST_MS = 1_000
const noRate = 'too little was measured so far'

export function healthView(): View {
  const [state, traffic, disk, clients, program] = [
    new Facts(),
    new Facts(),
    new Facts(),
    new Facts(),
    new Facts(),
  ]
  const counts = h('div', { class: 'chips' })
  let shown = ''
  return {
    title: 'Broker',
    node: h(
      'div',
      { class: 'view' },
      heading('Broker'),
      state.node,
      section('Partitions of groups, by status', counts),
      h(
        'div',
        { class: 'halves' },
        section('Traffic', traffic.node),
        section('Disk', disk.node),
        section('Clients', clients.node),
        section('Process', program.node),
      ),
    ),
    show(overview: Overview) {
      const { broker } = overview
      state.show(stateOf(broker))
      traffic.show(trafficOf(overview))
      disk.show(diskOf(broker))
      clients.show(clientsOf(broker))
      program.show(programOf(broker))
      const text = JSON.stringify(overview.statusCounts)
      if (text !== shown) counts.replaceChildren(...chipsOf(overview))
      shown = text
    },
    close: () => undefined,
  }
}

type FactList = readonly (readonly [string, Cell])[]
type Broker = Overview['broker']

function stateOf(broker: Broker): FactList {
  const mark = broker.ready ? 'well' : 'urgent'
  return [
    ['State', text(broker.ready ? '✓ ready' : `✕ ${broker.state}`, { tone: mark })],
    ['Version', text(broker.software)],
    ['Up for', text(duration(broker.uptimeMs), { title: `since ${instant(broker.startedMs)}` })],
    ['Clients dial', text(broker.listen.join(', '))],
    ['Cluster', text(broker.clusterId)],
    [
      'Start number',
      text(count(broker.bootEpoch), { title: 'grows with every start; the leader epoch of new batches' }),
    ],
  ]
}

function trafficOf({ rates, broker }: Overview): FactList {
  return [
    ['Records in', number(rates.inPerSecond, (value) => `${rate(value)}/s`, noRate)],
    ['Bytes in', number(rates.inBytesPerSecond, (value) => `${bytes(value)}/s`, noRate)],
    ['Topics', linked(linkTo('topics'), broker.topics)],
    ['Partitions', number(broker.partitions, count, '')],
    ['Groups', linked(linkTo('groups'), broker.groups)],
  ]
}

function diskOf({ disk, partitionsReadOnly }: Broker): FactList {
  return [
    ['Logs', number(disk.logBytes, bytes, '')],
    ['Free', number(disk.freeBytes, bytes, 'the file system does not say')],
    ['Takes writes', flag(disk.writable && !disk.full, disk.full ? 'full' : 'no')],
    [
      'Read-only partitions',
      number(partitionsReadOnly, count, '', partitionsReadOnly > 0 ? { tone: 'urgent' } : {}),
    ],
  ]
}

function clientsOf({ connections }: Broker): FactList {
  const { refusedTotal, waitingForMemory } = connections
  return [
    ['Connections', number(connections.open, count, '')],
    ['Waiting for records', number(connections.fetchWaiters, count, '')],
    ['Accepted so far', number(connections.acceptedTotal, count, '')],
    ['Refused so far', number(refusedTotal, count, '', refusedTotal > 0 ? { tone: 'urgent' } : {})],
    ['Held for memory', number(waitingForMemory, count, '', waitingForMemory > 0 ? { tone: 'urgent' } : {})],
  ]
}

function programOf({ eventLoop, memory }: Broker): FactList {
  const late = (ms: number, fineMs = LATE_MS): Cell =>
    text(duration(ms), ms > fineMs ? { tone: 'urgent' } : {})
  const missing = unknown('nothing was measured yet')
  return [
    ['Memory (RSS)', number(memory.rssBytes, bytes, '')],
    ['JavaScript heap', number(memory.heapUsedBytes, bytes, '')],
    ['Timers late by', eventLoop === null ? missing : late(eventLoop.meanMs)],
    ['99 of 100 below', eventLoop === null ? missing : late(eventLoop.p99Ms)],
    ['At most', eventLoop === null ? missing : late(eventLoop.maxMs, LATEST_MS)],
  ]
}

function flag(good: boolean, otherwise: string): Cell {
  return good ? text('✓ yes', { tone: 'well' }) : text(`✕ ${otherwise}`, { tone: 'urgent' })
}

function linked(href: string, value: number): Cell {
  return custom(String(value), () => [h('a', { href }, count(value))])
}

function chipsOf({ statusCounts }: Overview): Node[] {
  if (statusCounts === null) return [h('p', { class: 'quiet' }, 'No lag can be had just now.')]
  const there = statuses.filter((status) => statusCounts[status] > 0)
  if (there.length === 0)
    return [empty('No group reads from this broker', 'A group with a slow consumer:', 'npx sluice demo')]
  return there.map((status) => {
    const href = linkTo('groups', undefined, { status })
    return h(
      'a',
      { class: 'chip', href },
      badge(status),
      h('span', { class: 'many' }, count(statusCounts[status])),
    )
  })
}
