// `sluice broker`: flags to configuration, then broker/main.ts until it is told to stop. What it does is decided there.
import type { Command } from 'commander'
import { setting } from './session.ts'

interface BrokerOptions {
  data?: string
  listen?: string[]
  http?: string
  config?: string
  set?: Record<string, string>
  insecure?: boolean
}

const examples = `
Examples:
  sluice broker                                          data in ./data, clients at 127.0.0.1:9095
  sluice broker --data /var/lib/sluice --config sluice.conf
  sluice broker --listen 127.0.0.1:0 --listen unix:/run/sluice.sock
  sluice broker --set retention.ms=1d --set topics.autoCreate=true

Prints one line when it serves: ready listen=ADDRESS[,ADDRESS…] http=ADDRESS
SIGTERM and SIGINT stop it cleanly with exit code 0.`

export function addBroker(program: Command): void {
  program
    .command('broker')
    .description('start a broker')
    .option('--data <dir>', 'where the data lies (default: ./data)')
    .option('--listen <address>', 'where clients connect, repeatable (default: 127.0.0.1:9095)', collect)
    .option('--http <address>', 'console, livez, readyz and metrics; off for none (default: 127.0.0.1:9096)')
    .option('--config <file>', 'settings in a file')
    .option('--set <key=value>', 'one setting, repeatable', setting)
    .option('--insecure', 'allow listening beyond this host, without authentication')
    .addHelpText('after', examples)
    .action(runBrokerCommand)
}

function collect(text: string, before: string[] = []): string[] {
  return [...before, text]
}

async function runBrokerCommand(options: BrokerOptions): Promise<void> {
  const [{ resolveConfig }, { runBroker }] = await Promise.all([
    import('../broker/config.ts'),
    import('../broker/main.ts'),
  ])
  const { config: file, set: sets, ...flags } = options
  const config = resolveConfig({ file, environment: process.env, flags, sets })
  process.exitCode = await runBroker(config)
}
