// What a run found, and the table of it: scenario × interface. Filled in by run.ts.
import { shown } from './compare.ts'
import type { Seen } from './interfaces.ts'
import type { TruthAt } from './truth.ts'

/** In the order of the columns. */
export const interfaceNames = ['CLI json', 'CLI table', '/api/lag', '/metrics', 'page'] as const
export type InterfaceName = (typeof interfaceNames)[number]

export interface ShownCell {
  readonly seen: Seen | undefined
  readonly faults: readonly string[]
}

export function cellsOf(cell: (name: InterfaceName) => ShownCell): Record<InterfaceName, ShownCell> {
  const [json, table, api, metrics, page] = interfaceNames
  return {
    [json]: cell(json),
    [table]: cell(table),
    [api]: cell(api),
    [metrics]: cell(metrics),
    [page]: cell(page),
  }
}

export interface ReportRow {
  readonly phase: string
  readonly scenario: string
  readonly partition: number
  readonly status: string
  readonly rule: string
  readonly truth: TruthAt
  readonly cells: Readonly<Record<InterfaceName, ShownCell>>
  /** Of rule and values, which JSON alone has. */
  readonly faults: readonly string[]
}

export interface PhaseReport {
  readonly phase: string
  readonly snapshotId: number
  readonly takenMs: number
  readonly rows: readonly ReportRow[]
  /** Interfaces against each other, group rows against their parts. */
  readonly faults: readonly string[]
}

export function faultsOfPhase({ phase, rows, faults }: PhaseReport): string[] {
  const ofRows = rows.flatMap((row) => {
    const place = `${phase} ${row.scenario}/${row.partition}`
    const ofCells = interfaceNames.flatMap((name) =>
      row.cells[name].faults.map((fault) => `${place}: ${name}: ${fault}`),
    )
    return [...ofCells, ...row.faults.map((fault) => `${place}: ${fault}`)]
  })
  return [...ofRows, ...faults.map((fault) => `${phase}: ${fault}`)]
}

export function printPhase(report: PhaseReport): string {
  const headers = ['SCENARIO', 'PART', 'TRUTH', 'RULE', ...interfaceNames]
  const lines = report.rows.map((row) => [
    row.scenario,
    String(row.partition),
    truthText(row),
    row.rule,
    ...interfaceNames.map((name) => cellText(row.cells[name])),
  ])
  const widths = headers.map((header, column) =>
    Math.max(header.length, ...lines.map((cells) => cells[column]?.length ?? 0)),
  )
  const padded = [headers, ...lines].map((cells) =>
    cells
      .map((cell, column) => cell.padEnd(widths[column] as number))
      .join('  ')
      .trimEnd(),
  )
  const faults = faultsOfPhase(report).map((fault) => `  ${fault}`)
  const head = `phase ${report.phase}, snapshot ${report.snapshotId} of ${new Date(report.takenMs).toISOString()}`
  return [head, ...padded, ...faults, ''].join('\n')
}

function truthText({ status, truth }: ReportRow): string {
  const { lag, timeLagMs } = truth
  const time =
    timeLagMs &&
    `${seconds(timeLagMs.least)}${timeLagMs.least === timeLagMs.most ? '' : `…${seconds(timeLagMs.most)}`}s`
  return `${status} ${lag === undefined ? '-' : shown(lag)} ${time ?? '-'}`
}

function cellText({ seen, faults }: ShownCell): string {
  if (seen === undefined) return faults.length === 0 ? 'not asked' : 'WRONG'
  const { status, lag, timeLagMs } = seen
  const middle = timeLagMs && (timeLagMs.least === 0 ? 0 : (timeLagMs.least + timeLagMs.most) / 2)
  const text = `${status} ${lag ?? '-'} ${middle === undefined ? '-' : `${seconds(middle)}s`}`
  return faults.length === 0 ? text : `WRONG ${text}`
}

function seconds(ms: number): string {
  return (ms / 1_000).toFixed(1)
}
