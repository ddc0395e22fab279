// Figures as people read them, for sentences and tables. Called by every scenario of this folder. Pure.
import { spread } from '../rounds.ts'
import type { Spread } from '../rounds.ts'

export const kib = 1024
export const mib = 1024 * kib
export const gib = 1024 * mib

/** Three significant digits, thousands apart. */
export function figure(value: number): string {
  if (!Number.isFinite(value)) return String(value)
  const digits = value === 0 ? 0 : Math.max(0, 2 - Math.floor(Math.log10(Math.abs(value))))
  return value.toLocaleString('en-US', { maximumFractionDigits: digits, minimumFractionDigits: 0 })
}

/** 65536 as `64 KiB`. */
export function size(bytes: number): string {
  for (const [unit, name] of [
    [gib, 'GiB'],
    [mib, 'MiB'],
    [kib, 'KiB'],
  ] as const) {
    if (bytes >= unit) return `${figure(bytes / unit)} ${name}`
  }
  return `${figure(bytes)} B`
}

/** `1,720 (1,510–2,610)`: median, smallest, largest. */
export function told(values: readonly number[], text: (value: number) => string = figure): string {
  const { median, min, max } = spread(values)
  return `${text(median)} (${text(min)}–${text(max)})`
}

/** Of ratios that were made round by round. */
export function ratioText({ median, min, max }: Spread): string {
  return `${median.toFixed(2)} (${min.toFixed(2)}–${max.toFixed(2)})`
}

export function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`
}
