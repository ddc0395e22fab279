import { expect } from 'chai'
import { type LagRow, lagStatuses } from '../../protocol/lag.ts'
import { LagPrometheus, type LagPrometheusOptions } from '../../protocol/lag-prometheus.ts'
import { rowOf } from './lag-row.ts'

const report = { snapshotId: 7, takenMs: 1_700_000_000_500 }

function linesOf(rows: readonly LagRow[], options?: LagPrometheusOptions): string[] {
  const maker = new LagPrometheus(report, options)
  maker.add(rows)
  const text = [...maker.text()].join('')
  expect(text.endsWith('\n')).to.equal(true)
  return text.slice(0, -1).split('\n')
}

const samplesOf = (lines: readonly string[], name: string) =>
  lines.filter((line) => line.startsWith(`${name}{`) || line.startsWith(`${name} `))

const known = rowOf({
  topic: 'orders',
  partition: 3,
  status: 'SLOW',
  rule: 'falling-behind',
  logStart: 10,
  logEnd: 110,
  committed: 100,
  committedMs: report.takenMs - 2_500,
  lag: 10,
  timeLagMs: 1_234,
  bytesBehind: 65_536,
  slopePerSecond: -0.5,
  headroomMs: 60_000,
  headroomRatio: 0.25,
})

describe('lag as Prometheus text', () => {
  const group = 'sluice_consumergroup_group'

  it('names what kafka-lag-exporter has as it does, in seconds', () => {
    const lines = linesOf([known])
    const labels = '{group="billing",topic="orders",partition="3"}'
    expect(lines).to.include.members([
      `${group}_lag${labels} 10`,
      `${group}_lag_seconds${labels} 1.234`,
      `${group}_offset${labels} 100`,
      `${group}_max_lag{group="billing"} 10`,
      'sluice_partition_latest_offset{topic="orders",partition="3"} 110',
      'sluice_partition_earliest_offset{topic="orders",partition="3"} 10',
      `${group}_lag_velocity${labels} -0.5`,
      `${group}_lag_bytes${labels} 65536`,
      `${group}_retention_headroom_seconds${labels} 60`,
      `${group}_retention_headroom_ratio${labels} 0.25`,
      `${group}_commit_age_seconds${labels} 2.5`,
      `${group}_partition_status${labels} 2`,
      'sluice_lag_snapshot_id 7',
      'sluice_lag_snapshot_timestamp_seconds 1700000000.5',
    ])
    expect(lines.some((line) => line.includes('estimated'))).to.equal(false)
  })

  it('leaves out what is not known, and says 0 where it is 0', () => {
    const lines = linesOf([
      rowOf({ topic: 'orders', partition: 0, status: 'NEW', rule: 'uncommitted', logStart: 0, logEnd: 5 }),
      rowOf({ topic: 'orders', partition: 1, lag: 0, timeLagMs: 0, committed: 0, logStart: 0, logEnd: 0 }),
    ])
    const labels = '{group="billing",topic="orders",partition="1"}'
    expect(samplesOf(lines, `${group}_lag`)).to.deep.equal([`${group}_lag${labels} 0`])
    expect(samplesOf(lines, `${group}_lag_seconds`)).to.deep.equal([`${group}_lag_seconds${labels} 0`])
    expect(samplesOf(lines, `${group}_partition_status`)).to.have.length(2)
    expect(lines.some((line) => /commit_age|headroom|NaN|undefined/.test(line))).to.equal(false)
  })

  it('has one gauge a status of a topic, and the numbers of a group', () => {
    const lines = linesOf([
      rowOf({ topic: 'orders', status: 'STOP', rule: 'no-commit', lag: 40, timeLagMs: 9_000, partitions: 2 }),
      rowOf({ status: 'STOP', rule: 'no-commit', lag: 41, members: 2, partitions: 3, uncommitted: 1 }),
    ])
    const statuses = samplesOf(lines, `${group}_status`)
    expect(statuses).to.have.length(lagStatuses.length)
    expect(statuses.filter((line) => line.endsWith(' 1'))).to.deep.equal([
      `${group}_status{group="billing",topic="orders",status="STOP"} 1`,
    ])
    expect(lines).to.include.members([
      `${group}_topic_sum_lag{group="billing",topic="orders"} 40`,
      `${group}_topic_max_lag_seconds{group="billing",topic="orders"} 9`,
      `${group}_sum_lag{group="billing"} 41`,
      `${group}_members{group="billing"} 2`,
      `${group}_partitions{group="billing"} 3`,
      `${group}_uncommitted_partitions{group="billing"} 1`,
      `${group}_worst_status{group="billing"} 5`,
    ])
  })

  it('keeps the samples of a metric together, below one HELP and one TYPE, each series once', () => {
    const rows = ['a', 'b', 'c'].flatMap((name) => [
      rowOf({ ...known, group: name, partition: 0 }),
      rowOf({ ...known, group: name, partition: 1 }),
      rowOf({ group: name, topic: 'orders', lag: 3 }),
      rowOf({ group: name, lag: 3 }),
    ])
    const lines = linesOf(rows)
    const begun: string[] = []
    for (const line of lines) {
      const name = line.startsWith('#') ? line.split(' ')[2] : /^\w+/.exec(line)?.[0]
      if (line.startsWith('# HELP')) begun.push(name as string)
      expect(name).to.equal(begun.at(-1))
    }
    expect(new Set(begun).size).to.equal(begun.length)
    const series = lines.filter((line) => !line.startsWith('#')).map((line) => line.split(' ')[0])
    expect(new Set(series).size).to.equal(series.length)
  })

  it('keeps a line a line, whatever a label says', () => {
    const owner = {
      memberId: 'm-1',
      clientId: 'say "hi"\\\n# TYPE x gauge',
      host: '::1',
      blockedMs: 0,
      processingMs: 0,
    }
    const lines = linesOf([rowOf({ ...known, owner })], { memberLabels: true })
    expect(lines).to.include(
      `${group}_lag{group="billing",topic="orders",partition="3",member_host="::1",consumer_id="m-1",` +
        'client_id="say \\"hi\\"\\\\\\n# TYPE x gauge"} 10',
    )
    expect(linesOf([rowOf({ ...known, owner })]).some((line) => line.includes('client_id'))).to.equal(false)
  })

  it('leaves all partitions out where there are too many, says how many, and keeps topics and groups', () => {
    const rows = [
      ...[0, 1, 2].map((partition) => rowOf({ ...known, partition, lag: partition })),
      rowOf({ topic: 'orders', lag: 3 }),
      rowOf({ topic: 'returns', lag: 3 }),
      rowOf({ lag: 3 }),
    ]
    const all = linesOf(rows, { partitionsMax: 3, topicsMax: 2 })
    expect(all).to.include.members(['sluice_lag_partitions_left_out 0', 'sluice_lag_topics_left_out 0'])
    const lines = linesOf(rows, { partitionsMax: 2, topicsMax: 2 })
    expect(lines).to.include('sluice_lag_partitions_left_out 3')
    expect(samplesOf(lines, `${group}_lag`)).to.deep.equal([])
    expect(lines).to.include.members([
      `${group}_max_lag{group="billing"} 2`,
      `${group}_topic_sum_lag{group="billing",topic="returns"} 3`,
      `${group}_sum_lag{group="billing"} 3`,
    ])
    const fewer = linesOf(rows, { partitionsMax: 2, topicsMax: 1 })
    expect(fewer).to.include.members(['sluice_lag_topics_left_out 2', `${group}_sum_lag{group="billing"} 3`])
    expect(fewer.some((line) => line.startsWith(`${group}_status`) || line.includes('_topic_'))).to.equal(
      false,
    )
  })

  it('makes large answers in pieces that end with a line', () => {
    const maker = new LagPrometheus(report)
    const rows = Array.from({ length: 5_000 }, (_, partition) => rowOf({ ...known, partition }))
    for (let at = 0; at < rows.length; at += 500) maker.add(rows.slice(at, at + 500))
    const pieces = [...maker.text()]
    expect(pieces.every((piece) => piece.endsWith('\n') && piece.length < 60_000)).to.equal(true)
    expect(samplesOf(pieces.join('').split('\n'), `${group}_lag`)).to.have.length(5_000)
  })
})
