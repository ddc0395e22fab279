// The four interfaces, each asked as a user would for the same snapshot, and what they show brought to one form. Called by run.ts and
// compare.test.ts. What a reader reads is the interface's own text: nothing here knows how it was made.
import assert from 'node:assert/strict'
import { type LagDocument, type LagRowDocument } from '../../protocol/lag-document.ts'
import { lagStatuses } from '../../protocol/lag.ts'
import { sluice } from '../e2e/broker-process.ts'
import type { Range } from './truth.ts'

/** What one interface shows of one partition of a group. */
export interface Seen {
  readonly status: string
  /** Records; undefined: shown as not known. */
  readonly lag: number | undefined
  /** What the shown text may stand for, which was rounded; undefined: shown as not known. */
  readonly timeLagMs: Range | undefined
}

/** By `key`. */
export type View = ReadonlyMap<string, Seen>

export function key(group: string, topic: string, partition: number | string): string {
  return `${group}/${topic}/${partition}`
}

export function viewOfDocument(document: LagDocument): View {
  return new Map(document.rows.map((row) => [keyOf(row), seenOfRow(row)]))
}

function keyOf({ group, topic, partition }: LagRowDocument): string {
  return key(group, topic ?? '', partition ?? '')
}

function seenOfRow({ status, lag, timeLagMs }: LagRowDocument): Seen {
  return {
    status,
    lag: lag ?? undefined,
    timeLagMs: timeLagMs === null ? undefined : { least: timeLagMs, most: timeLagMs },
  }
}

// ---- command line

/** `sluice lag … -o json`; no snapshot: a new one. */
export async function readCommand(
  broker: string,
  groups: readonly string[],
  snapshotId?: number,
  by = 'partition',
): Promise<LagDocument> {
  const of = snapshotId === undefined ? [] : ['--snapshot', String(snapshotId)]
  const { code, stdout, stderr } = await sluice([
    ...['lag', ...groups, '--broker', broker],
    ...['--by', by, '-o', 'json'],
    ...of,
  ])
  assert.equal(code, 0, stderr)
  return JSON.parse(stdout) as LagDocument
}

const TABLE_COLUMNS = 'group,topic,partition,status,lag,time-lag'

export async function readTable(
  broker: string,
  groups: readonly string[],
  snapshotId: number,
): Promise<View> {
  const { code, stdout, stderr } = await sluice([
    ...['lag', ...groups, '--broker', broker],
    ...['--by', 'partition', '--snapshot', String(snapshotId)],
    ...['--columns', TABLE_COLUMNS, '--no-headers'],
  ])
  assert.equal(code, 0, stderr)
  return viewOfTable(stdout)
}

export function viewOfTable(text: string): View {
  const rows = text
    .split('\n')
    .map((line) => line.trim().split(/\s{2,}/))
    .filter((cells) => cells.length === TABLE_COLUMNS.split(',').length)
  return new Map(
    rows.map((cells) => {
      const [group = '', topic = '', partition = '', status = '', lag = '', timeLag = ''] = cells
      return [key(group, topic, partition), seenOfCells(status, lag, timeLag)]
    }),
  )
}

/** The texts of three cells, of a table or of the page. */
export function seenOfCells(status: string, lag: string, timeLag: string): Seen {
  const name = /[A-Z]+/.exec(status)?.[0] ?? status
  return { status: name, lag: lagOfText(lag), timeLagMs: durationOfText(timeLag) }
}

const UNKNOWN = /^[-–—]$/

function lagOfText(text: string): number | undefined {
  if (UNKNOWN.test(text)) return undefined
  const digits = text.replaceAll(/[,\u00a0\u2009\u202f _']/g, '')
  return /^\d+$/.test(digits) ? Number(digits) : Number.NaN
}

const UNIT_MS: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1_000,
  m: 60_000,
  min: 60_000,
  h: 3_600_000,
  d: 86_400_000,
}

/** "~1m 05s": rounded to the place of the last digit, so that it stands for a unit of that place more or less. */
function durationOfText(text: string): Range | undefined {
  if (UNKNOWN.test(text)) return undefined
  let ms = 0
  let placeMs = 0
  let rest = text.replace(/^~/, '')
  for (const [part, whole = '', fraction = '', unit = ''] of rest.matchAll(/(\d+)(?:\.(\d+))?\s?([a-z]+)/g)) {
    rest = rest.replace(part, '')
    const unitMs = UNIT_MS[unit] ?? Number.NaN
    ms += Number(`${whole}.${fraction || 0}`) * unitMs
    placeMs = unitMs / 10 ** fraction.length
  }
  if (rest.trim() !== '' || placeMs === 0) return { least: Number.NaN, most: Number.NaN }
  return { least: Math.max(0, ms - placeMs), most: ms + placeMs }
}

// ---- HTTP

export async function readApi(
  http: string,
  groups: readonly string[],
  snapshotId: number,
  by = 'partition',
): Promise<LagDocument> {
  const query = new URLSearchParams({ by, snapshot: String(snapshotId) })
  for (const group of groups) query.append('group', group)
  const response = await fetch(`http://${http}/api/lag?${query.toString()}`)
  assert.equal(response.status, 200, await response.clone().text())
  return (await response.json()) as LagDocument
}

export async function readMetrics(http: string, snapshotId: number): Promise<View> {
  const response = await fetch(`http://${http}/metrics?snapshot=${snapshotId}`)
  assert.equal(response.status, 200, await response.clone().text())
  return viewOfMetrics(await response.text())
}

const SERIES = /^sluice_consumergroup_group_(lag|lag_seconds|partition_status)\{([^}]*)\} (\S+)$/gm

/** A series that is not there is not known. */
export function viewOfMetrics(text: string): View {
  const rows = new Map<string, Map<string, number>>()
  for (const [, name = '', labelText = '', value = ''] of text.matchAll(SERIES)) {
    const labels = new Map(
      [...labelText.matchAll(/(\w+)="([^"]*)"/g)].map(([, label = '', of = '']) => [label, of]),
    )
    const { group = '', topic = '', partition = '' } = Object.fromEntries(labels)
    const row = rows.get(key(group, topic, partition)) ?? new Map<string, number>()
    row.set(name, Number(value))
    rows.set(key(group, topic, partition), row)
  }
  return new Map([...rows].map(([name, row]) => [name, seenOfSeries(row)]))
}

function seenOfSeries(row: ReadonlyMap<string, number>): Seen {
  const seconds = row.get('lag_seconds')
  const ms = seconds === undefined ? undefined : Math.round(seconds * 1_000)
  return {
    status: lagStatuses[row.get('partition_status') ?? -1] ?? '?',
    lag: row.get('lag'),
    timeLagMs: ms === undefined ? undefined : { least: ms, most: ms },
  }
}
