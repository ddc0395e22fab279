// The bar that a long produce or consume shows on a terminal, on stderr; nothing at all elsewhere.
// Called by produce.ts and consume.ts. Appears after a second, so that short runs stay clean.
import { note } from './stdout.ts'

const showAfterMs = 1000

interface Bar {
  start(total: number, value: number, payload?: object): void
  update(value: number, payload?: object): void
  stop(): void
}

export interface Progress {
  update(value: number): void
  stop(): void
}

/** `total` undefined: nobody knows the end, and only the count is shown. */
export function startProgress(
  what: 'bytes' | 'records',
  total: number | undefined,
  shown: boolean,
): Progress {
  if (!shown || !process.stderr.isTTY || process.env.CI) return { update() {}, stop() {} }
  let bar: Bar | undefined
  let value = 0
  const startedMs = Date.now()
  const timer = setTimeout(async () => {
    const { default: progress } = await import('cli-progress')
    const format =
      total === undefined
        ? `{text} {speed}/s`
        : `{bar} {percentage}% | {text} | {speed}/s | {eta_formatted} left`
    bar = new progress.SingleBar({
      format,
      stream: process.stderr,
      linewrap: true,
      clearOnComplete: true,
      fps: 5,
    })
    bar.start(total ?? 0, value, payload())
  }, showAfterMs)
  timer.unref()
  const show = what === 'bytes' ? formatBytes : formatCount
  function payload(): object {
    const seconds = Math.max(0.001, (Date.now() - startedMs) / 1000)
    return { text: `${show(value)} ${what === 'bytes' ? '' : what}`.trim(), speed: show(value / seconds) }
  }
  return {
    update(now) {
      value = now
      bar?.update(now, payload())
    },
    stop() {
      clearTimeout(timer)
      bar?.stop()
    },
  }
}

/**
 * The line at the end of a run, on stderr. bytesRead of the input: of a whole run they are what was delivered; of one that
 * stopped they are more, and are named for what they are.
 */
export function summary(
  stopped: boolean,
  records: number,
  bytesRead: number,
  startedMs: number,
  more = '',
): void {
  const seconds = Math.max(0.001, (performance.now() - startedMs) / 1000)
  const perSecond = `${formatCount(records / seconds)} records/s`
  const took = `in ${seconds.toFixed(2)} s`
  const bytes = formatBytes(bytesRead)
  if (stopped)
    note(
      `stopped: delivered ${formatCount(records)} records, of ${bytes} read, ${took} (${perSecond})${more}`,
    )
  else
    note(
      `delivered ${formatCount(records)} records, ${bytes} ${took} (${perSecond}, ${formatBytes(bytesRead / seconds)}/s)${more}`,
    )
}

export function formatBytes(bytes: number): string {
  if (bytes < 1000) return `${Math.round(bytes)} B`
  if (bytes < 1e6) return `${(bytes / 1e3).toFixed(1)} kB`
  return bytes < 1e9 ? `${(bytes / 1e6).toFixed(1)} MB` : `${(bytes / 1e9).toFixed(2)} GB`
}

export function formatCount(count: number): string {
  return Math.round(count).toLocaleString('en-US')
}
