// Which broker a command talks to: --broker, then --context, then SLUICE_BROKER, then SLUICE_CONTEXT, then what `sluice context
// use` chose, then 127.0.0.1:9095. Called by main.ts before the action of every command that has --broker.
// Invariant: the file of contexts is read only where it decides, so that --broker works beside a damaged one.
import { Option } from 'commander'
import type { Command } from 'commander'
import { brokersOf, contextFilePath, readContexts } from './context-file.ts'
import { BrokerOption, defaultAddress } from './session.ts'
import { note } from './stdout.ts'

export const choiceSources = [
  '--broker',
  '--context',
  'SLUICE_BROKER',
  'SLUICE_CONTEXT',
  'context use',
  'default',
] as const
export type ChoiceSource = (typeof choiceSources)[number]

export interface BrokerChoice {
  /** One address, or several joined by commas. */
  readonly broker: string
  readonly from: ChoiceSource
  /** Where a context decided. */
  readonly context?: string
}

export interface BrokerFlags {
  readonly broker?: string | undefined
  readonly context?: string | undefined
}

/** UNKNOWN_CONTEXT, INVALID_CONFIG. `environment` may be another one in tests. */
export async function chooseBroker(
  flags: BrokerFlags,
  environment: NodeJS.ProcessEnv = process.env,
): Promise<BrokerChoice> {
  if (flags.broker !== undefined) return { broker: flags.broker, from: '--broker' }
  if (flags.context === undefined && environment.SLUICE_BROKER)
    return { broker: environment.SLUICE_BROKER, from: 'SLUICE_BROKER' }
  const named = flags.context ?? (environment.SLUICE_CONTEXT || undefined)
  const contexts = await readContexts(contextFilePath(environment))
  const context = named ?? contexts.current
  if (context === undefined) return { broker: defaultAddress, from: 'default' }
  const from =
    flags.context !== undefined ? '--context' : named !== undefined ? 'SLUICE_CONTEXT' : 'context use'
  return { broker: brokersOf(contexts, context).join(','), from, context }
}

/** Gives every command that has --broker the option --context, and its action the address that was chosen. */
export function addContextChoice(program: Command): void {
  for (const command of commandsWithBroker(program)) {
    command.addOption(new Option('--context <name>', 'a broker by its name: sluice context list'))
  }
  program.hook('preAction', async (_program, command) => {
    if (!hasBroker(command)) return
    const flags: BrokerFlags = command.opts()
    const choice = await chooseBroker(flags)
    if (flags.context !== undefined && choice.from !== '--context')
      note(`note: --context ${flags.context} is not used: ${choice.from} names the broker`)
    command.setOptionValueWithSource('broker', choice.broker, choice.from)
  })
}

function hasBroker(command: Command): boolean {
  return command.options.some((option) => option instanceof BrokerOption)
}

function commandsWithBroker(command: Command): Command[] {
  const below = command.commands.flatMap(commandsWithBroker)
  return hasBroker(command) ? [command, ...below] : below
}
