// Reads metrics out of Prometheus text, and what PromQL asks of them. Called by metrics.test.ts and test/stages/promtool.test.ts.

export interface Metric {
  readonly name: string
  readonly type: string
  readonly help: string
  /** Names, `le` and `quantile` included. */
  readonly labels: Set<string>
  samples: number
}

/** By name; samples of a histogram or a summary count for it. Throws where the text is not in order. */
export function metricsOf(text: string): Map<string, Metric> {
  const metrics = new Map<string, Metric>()
  const helps = new Map<string, string>()
  let newest: Metric | undefined
  for (const line of text.split('\n')) {
    const help = /^# HELP (\w+) (.+)$/.exec(line)
    const type = /^# TYPE (\w+) (\w+)$/.exec(line)
    const sample = /^(\w+)(?:\{(.*)\})? \S+$/.exec(line)
    if (help !== null) helps.set(help[1] as string, help[2] as string)
    else if (type !== null) {
      const name = type[1] as string
      if (metrics.has(name)) throw new Error(`${name} begins twice`)
      newest = { name, type: type[2] as string, help: helps.get(name) ?? '', labels: new Set(), samples: 0 }
      metrics.set(name, newest)
    } else if (sample !== null) {
      const name = (sample[1] as string).replace(/_(?:bucket|sum|count)$/, '')
      if (newest === undefined || (newest.name !== name && newest.name !== sample[1]))
        throw new Error(`a sample of another metric stands below ${newest?.name}: ${line}`)
      for (const [, label] of (sample[2] ?? '').matchAll(/(\w+)="(?:[^"\\]|\\.)*"/g))
        newest.labels.add(label as string)
      newest.samples += 1
    } else if (line !== '' && !line.startsWith('# ')) throw new Error(`no line of Prometheus: ${line}`)
  }
  return metrics
}

/** Metrics that an expression names, each with the labels it selects, and the labels that it groups by. */
export function askedOf(expression: string): { metrics: Map<string, Set<string>>; grouped: Set<string> } {
  const metrics = new Map<string, Set<string>>()
  for (const [, name, selector] of expression.matchAll(
    /\b((?:sluice|process|nodejs)_\w+)(?:\{([^}]*)\})?/g,
  )) {
    const labels = metrics.get(name as string) ?? new Set()
    for (const [, label] of (selector ?? '').matchAll(/(\w+)\s*(?:=~|!~|!=|=)/g)) labels.add(label as string)
    metrics.set(name as string, labels)
  }
  const grouped = new Set<string>()
  for (const [, list] of expression.matchAll(/\b(?:by|on|without)\s*\(([^)]*)\)/g))
    for (const label of (list as string).split(',')) grouped.add(label.trim())
  return { metrics, grouped }
}
