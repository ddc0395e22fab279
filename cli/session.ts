// A client for the length of one command, closed whatever happens, at the broker that context-choice.ts chose.
// Called by every command that talks to a broker. The client is imported here and only when it is needed.
import { InvalidArgumentError, Option } from 'commander'
import { isSluiceError, SluiceError } from '../protocol/errors.ts'
import { checkTopicName } from '../protocol/names.ts'
import type { Client } from '../client/index.ts'
import { withinTime } from './time-limit.ts'

export const defaultAddress = '127.0.0.1:9095'
/** So long the first connection may take, where nothing else is said. */
export const reachTimeoutMs = 2_000

/** By its class main.ts knows the commands that talk to a broker. */
export class BrokerOption extends Option {}

/** When an action runs, `broker` is the address chosen; several come joined by commas. */
export function brokerOption(): Option {
  const text = `host:port, [v6]:port or unix:/path, or several with commas (env: SLUICE_BROKER, default: the context in use, or ${defaultAddress})`
  return new BrokerOption('--broker <address>', text)
}

/** Fails soon where no broker answers, or as `reached` has it; later losses of the connection are ridden out by the client. */
export async function withClient<T>(
  broker: string,
  use: (client: Client) => Promise<T>,
  reached: (client: Client) => Promise<unknown> = (client) => reach(client, broker),
): Promise<T> {
  const { connect } = await import('../client/index.ts')
  const client = connect({ brokers: broker.split(','), clientId: 'sluice-cli' })
  try {
    await reached(client)
    return await use(client)
  } finally {
    await client.close()
  }
}

/** Resolves at once where there is a connection. CONNECT_FAILED where no broker answers soon; ABORTED is told as that too. */
export async function reach(
  client: Client,
  broker: string,
  ended?: AbortSignal,
  withinMs = reachTimeoutMs,
): Promise<void> {
  try {
    await withinTime(withinMs, ended, (signal) => client.ready({ signal }))
  } catch (error) {
    if (!isSluiceError(error) || error.code !== 'ABORTED') throw error
    throw new SluiceError('CONNECT_FAILED', `no broker answers at ${broker}`, {
      hint: 'start one with: sluice broker; or name another with --broker, SLUICE_BROKER or --context',
      cause: error,
    })
  }
}

const listHint = 'sluice topic list shows the topics there are'

/** Runs `use`; an unknown topic is named, with `hint`. A name that no topic can have is told as that. */
export async function namingTopic<T>(topicName: string, use: () => Promise<T>, hint = listHint): Promise<T> {
  try {
    return await use()
  } catch (error) {
    if (!isSluiceError(error) || error.code !== 'UNKNOWN_TOPIC') throw error
    checkTopicName(topicName)
    throw new SluiceError('UNKNOWN_TOPIC', `there is no topic '${topicName}'`, { hint, cause: error })
  }
}

/** Runs `use`; an unknown group is named, with the group whose name is nearest. */
export async function namingGroup<T>(client: Client, name: string, use: () => Promise<T>): Promise<T> {
  try {
    return await use()
  } catch (error) {
    if (!isSluiceError(error) || error.code !== 'UNKNOWN_GROUP') throw error
    const { nearest } = await import('../client/options.ts')
    const groups = await client.admin.groups.list().catch(() => []) // a guess is not worth another failure
    const guess = nearest(
      name,
      groups.map((one) => one.name),
    )
    const hint = 'sluice group list shows the groups there are'
    throw new SluiceError('UNKNOWN_GROUP', `there is no group '${name}'`, {
      hint: guess === undefined ? hint : `did you mean ${guess}? ${hint}`,
      cause: error,
    })
  }
}

/** For option values that count something. */
export function wholeNumber(text: string): number {
  const value = /^\d+$/.test(text) ? Number(text) : Number.NaN
  if (!Number.isSafeInteger(value)) throw new InvalidArgumentError('a whole number is wanted.')
  return value
}

/** For counts that 0 would leave to the broker: who types 0 does not mean that. */
export function countingNumber(text: string): number {
  const value = wholeNumber(text)
  if (value === 0) throw new InvalidArgumentError('it counts from 1.')
  return value
}

/** For `--set key=value`, which may come several times. */
export function setting(text: string, before: Record<string, string> = {}): Record<string, string> {
  const at = text.indexOf('=')
  if (at <= 0) throw new InvalidArgumentError('key=value is wanted.')
  return { ...before, [text.slice(0, at)]: text.slice(at + 1) }
}
