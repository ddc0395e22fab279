// Numbers, sizes, durations and instants as text. Used by every view; pure.
// Invariant: null is never written as a number: callers ask `known` or get the dash.

export const DASH = '—'

const whole = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 })
const tenths = new Intl.NumberFormat('en-US', { maximumFractionDigits: 1 })

/** 1,234,567 */
export function count(value: number | null | undefined): string {
  return value === null || value === undefined ? DASH : whole.format(value)
}

/** Per second: 12,345 · 4.2 · 0; something that is not nothing never reads 0. */
export function rate(value: number | null | undefined): string {
  if (value === null || value === undefined) return DASH
  const size = Math.abs(value)
  if (size > 0 && size < 0.1) return value < 0 ? '>−0.1' : '<0.1'
  const text = size < 10 ? tenths.format(size) : whole.format(size)
  return value < 0 ? `−${text}` : text
}

/** With its sign: +312 · −4.2 · 0; less than one in twenty seconds is noise of the samples. */
export function signedRate(value: number | null | undefined): string {
  if (typeof value === 'number' && Math.abs(value) < 0.05) return '0'
  const text = rate(value)
  return typeof value === 'number' && value > 0 ? `+${text}` : text
}

const byteUnits = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB']

/** 512 B · 1.5 KiB · 12 GiB */
export function bytes(value: number | null | undefined): string {
  if (value === null || value === undefined) return DASH
  let size = value
  let unit = 0
  while (size >= 1023.95 && unit < byteUnits.length - 1) {
    size /= 1024
    unit++
  }
  return `${size < 100 && unit > 0 ? tenths.format(size) : whole.format(size)} ${byteUnits[unit]}`
}

/** 0 s · 0.25 ms · 12 ms · 3.2 s · 4m 12s · 2h 05m · 3d 4h */
export function duration(ms: number | null | undefined): string {
  if (ms === null || ms === undefined) return DASH
  if (ms === 0) return '0 s'
  if (ms < 10) return `${ms < 1 ? ms.toFixed(2) : tenths.format(ms)} ms`
  if (ms < 1_000) return `${Math.round(ms)} ms`
  if (ms < 59_950) return `${tenths.format(ms / 1_000)} s`
  const seconds = Math.round(ms / 1_000)
  const minutes = Math.floor(seconds / 60)
  if (minutes < 60) return `${minutes}m ${pad(seconds % 60)}s`
  const hours = Math.floor(minutes / 60)
  if (hours < 48) return `${hours}h ${pad(minutes % 60)}m`
  return `${whole.format(Math.floor(hours / 24))}d ${hours % 24}h`
}

/** Time of day in the reader's zone: 21:04:33 */
export function clock(ms: number): string {
  const date = new Date(ms)
  return `${pad(date.getHours())}:${pad(date.getMinutes())}:${pad(date.getSeconds())}`
}

/** 2026-11-21 21:04:33.123, in the reader's zone; an instant no date can hold stays a number. */
export function instant(ms: number): string {
  const date = new Date(ms)
  if (Number.isNaN(date.getTime())) return String(ms)
  const day = `${date.getFullYear()}-${pad(date.getMonth() + 1)}-${pad(date.getDate())}`
  return `${day} ${clock(ms)}.${String(date.getMilliseconds()).padStart(3, '0')}`
}

export function percent(ratio: number): string {
  return `${whole.format(ratio * 100)} %`
}

export function plural(number: number, one: string, many = `${one}s`): string {
  return `${count(number)} ${number === 1 ? one : many}`
}

function pad(number: number): string {
  return String(number).padStart(2, '0')
}
