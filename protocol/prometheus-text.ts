// The lines of Prometheus' text format, version 0.0.4, for what is streamed instead of collected: many series in few metrics.
// Called by lag-prometheus.ts and by the broker's metrics of topics.
//
//   # HELP name what it means
//   # TYPE name gauge
//   name{label="value",…} number
//
// Invariant: whatever a label's value is, a line stays one line and its quotes stay closed.

/** Makers hand on their text when it is about so long: about 150 lines, a tenth of a millisecond. */
export const PIECE_CHARACTERS = 16 * 1024

export function familyHead(
  name: string,
  type: 'counter' | 'gauge' | 'histogram' | 'summary',
  help: string,
): string {
  return `# HELP ${name} ${help}\n# TYPE ${name} ${type}\n`
}

/** `labels` as of labelText(); empty: none. */
export function sampleLine(name: string, labels: string, value: number): string {
  const number = Number.isFinite(value) ? `${value}` : infinite(value)
  return labels === '' ? `${name} ${number}\n` : `${name}{${labels}} ${number}\n`
}

/** What stands between the braces. Joined, not added up: it is kept, and used for many lines. */
export function labelText(labels: Readonly<Record<string, string>>): string {
  const parts: string[] = []
  for (const name in labels) parts.push(`${name}="${escaped(labels[name] as string)}"`)
  return parts.join(',')
}

const special = /[\\"\n]/

function escaped(value: string): string {
  if (!special.test(value)) return value
  return value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')
}

function infinite(value: number): string {
  if (Number.isNaN(value)) return 'NaN'
  return value > 0 ? '+Inf' : '-Inf'
}
