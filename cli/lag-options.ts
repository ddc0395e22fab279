// Flags that `sluice lag` and `sluice lag check` share, and how their values are written. Called by lag.ts and lag-check.ts.
import { InvalidArgumentError, Option } from 'commander'
import type { Command } from 'commander'
import { lagGrains, lagStatuses } from '../protocol/lag.ts'
import type { LagGrain, LagStatus } from '../protocol/lag.ts'
import { parseDurationMs } from '../protocol/units.ts'
import { commaSeparated } from './output.ts'
import { brokerOption } from './session.ts'

/** Which rows of lag are asked of which broker. */
export interface LagSelection {
  broker: string
  by: LagGrain
  topic?: string[]
}

/** Registers the groups, --topic, --by and --broker. */
export function addLagSelection(command: Command): Command {
  return command
    .argument('[group...]', 'names or patterns like "bill*"; all when none is given')
    .option('--topic <topic>', 'this topic alone, or those of a pattern; repeatable', repeated)
    .addOption(new Option('--by <grain>', 'what a row stands for').choices(lagGrains).default('topic'))
    .addOption(brokerOption())
}

function repeated(text: string, before: string[] = []): string[] {
  return [...before, text]
}

/** SLOW,STOP in any case. */
export function statusList(text: string): LagStatus[] {
  return commaSeparated(text).map((name) => {
    const status = lagStatuses.find((known) => known === name.toUpperCase())
    if (status !== undefined) return status
    throw new InvalidArgumentError(`'${name}' is no status; they are ${lagStatuses.join(', ')}.`)
  })
}

/** A timer of Node that is to wait longer than 2^31 ms waits 1 ms. */
const waitMostMs = 24 * 86_400_000

/** durationMs() for what is waited for. */
export function waitMs(text: string): number {
  const ms = durationMs(text)
  if (ms > waitMostMs) throw new InvalidArgumentError('at most 24d is wanted.')
  return ms
}

const duration = /^(?:\d+(?:\.\d+)?(?:ms|s|m|h|d|w))+$/
const oneUnit = /[\d.]+[a-z]+/g

/** Milliseconds of "30s", "1.5h", "5m10s". A number without a unit is refused: other tools mean seconds by it. */
export function durationMs(text: string): number {
  const parts = duration.test(text) ? text.match(oneUnit)! : undefined
  if (parts === undefined)
    throw new InvalidArgumentError('a duration with its unit is wanted, like 30s, 5m or 1h30m.')
  try {
    return parts.reduce((sum, part) => sum + parseDurationMs(part), 0)
  } catch {
    throw new InvalidArgumentError('whole milliseconds are wanted, and no more than can be counted exactly.')
  }
}
