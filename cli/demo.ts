// `sluice demo`: live traffic to look at, with a group that falls behind. The traffic is in demo-traffic.ts, where it goes in
// demo-broker.ts.
import { InvalidArgumentError } from 'commander'
import type { Command } from 'commander'
import { type ChoiceSource, chooseBroker } from './context-choice.ts'
import { type DemoBroker, findBroker } from './demo-broker.ts'
import { demoGroups, demoTopics, DemoTraffic } from './demo-traffic.ts'
import { watchInterrupt } from './interrupt.ts'
import { formatCount } from './progress.ts'
import { brokerOption, countingNumber } from './session.ts'
import { note, writeStdout } from './stdout.ts'
import { withinTime } from './time-limit.ts'

/** A timer of Node that is to wait longer than 2^31 ms waits 1 ms. */
const secondsMax = 24 * 86_400

interface DemoOptions {
  broker: string
  seconds?: number
  rate: number
  keep?: boolean
}

const help = `
Talks to the broker that --broker, --context, SLUICE_BROKER or SLUICE_CONTEXT names; without any of them to 127.0.0.1:9095, and
where none answers there it starts one in this process: at the usual addresses if they are free, with its data in a temporary
directory. The context in use is not taken: a demo writes.

Makes the topics demo.orders and demo.clicks and the groups demo.mailer (keeps up), demo.billing (too slow) and demo.archive
(nobody there any more). All of them are removed at the end, but what was there before. After half a minute demo.billing is SLOW.
Prints one line when it runs: ready broker=ADDRESS http=ADDRESS

Examples:
  sluice demo                                  then, in another terminal: sluice lag --watch
  sluice demo --seconds 60 --rate 1000`

export function addDemo(program: Command): void {
  program
    .command('demo')
    .description('make live traffic with a slow consumer, to look at')
    .option('--seconds <n>', 'end after so long (default: at Ctrl-C)', secondsNumber)
    .option('--rate <n>', 'orders a second, and half as many clicks', countingNumber, 100)
    .option('--keep', 'leave topics, groups and, of a broker started here, the data')
    .addOption(brokerOption())
    .addHelpText('after', help)
    .action(demo)
}

function secondsNumber(text: string): number {
  const seconds = countingNumber(text)
  if (seconds > secondsMax) throw new InvalidArgumentError(`at most ${secondsMax} is wanted, 24 days.`)
  return seconds
}

/** A terminal that was closed is no reason to leave anything behind: the demo ends as by SIGTERM, and what it says goes nowhere. */
function endWithTerminal(): void {
  process.once('SIGHUP', () => {
    for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined)
    process.kill(process.pid, 'SIGTERM')
  })
}

async function demo(options: DemoOptions, command: Command): Promise<void> {
  const interrupt = watchInterrupt()
  endWithTerminal()
  const { keep = false, seconds, rate } = options
  try {
    const broker = await findBroker(namedBroker(options, command))
    try {
      const traffic = (signal: AbortSignal) => makeTraffic(broker, { rate, keep, signal })
      if (seconds === undefined) await traffic(interrupt.signal)
      else await withinTime(seconds * 1000, interrupt.signal, traffic)
    } finally {
      await broker.close(keep)
      if (keep && broker.directory !== undefined) note(`kept: sluice broker --data ${broker.directory}`)
    }
  } finally {
    interrupt.release()
  }
  if (interrupt.exit !== undefined) process.exitCode = interrupt.exit
}

/** What somebody chose for this command; `context use` chose for commands that read. */
function namedBroker({ broker }: DemoOptions, command: Command): string | undefined {
  const from = command.getOptionValueSource('broker') as ChoiceSource
  return from === 'default' || from === 'context use' ? undefined : broker
}

async function makeTraffic(
  broker: DemoBroker,
  { rate, keep, signal }: { rate: number; keep: boolean; signal: AbortSignal },
): Promise<void> {
  const traffic = await DemoTraffic.prepare({ broker: broker.address, rate, signal })
  let gone: string[]
  try {
    await writeStdout(`ready broker=${broker.address} http=${broker.http ?? '-'}\n`)
    tell(broker, await flagFor(broker.address), { rate, keep, found: traffic.found })
    await traffic.run()
  } finally {
    gone = await traffic.close(!keep)
  }
  note(`sent ${formatCount(traffic.sent)} records${gone.length === 0 ? '' : `; removed ${gone.join(', ')}`}`)
  if (traffic.inUse.length > 0 && broker.directory === undefined)
    note(`note: left with the topics, as another demo uses them: ${traffic.inUse.join(', ')}`)
}

/** What other commands need to find this broker: nothing, where they would talk to it anyway. */
async function flagFor(address: string): Promise<string> {
  const plain = await chooseBroker({}).catch(() => undefined)
  return plain?.broker === address ? '' : ` --broker ${address}`
}

interface Told {
  readonly rate: number
  readonly keep: boolean
  readonly found: readonly string[]
}

function tell({ address, http, directory }: DemoBroker, flag: string, { rate, keep, found }: Told): void {
  const here = directory === undefined ? '' : ', started here, with its data in a temporary directory'
  const [orders, clicks] = Object.keys(demoTopics)
  const { keepsUp, fallsBehind, left } = demoGroups
  note(`
  broker   ${address}${here}
  topics   ${orders}: ${formatCount(rate)} records a second; ${clicks}: ${formatCount(rate / 2)}
  groups   ${keepsUp} keeps up; ${fallsBehind} is too slow and falls behind; ${left} has left
  look     sluice lag --watch${flag}
           sluice lag ${fallsBehind} --by partition -o wide${flag}
           sluice consume ${orders} --format json${flag}
  console  ${http === undefined ? 'at the HTTP address of the broker' : `http://${http}/`}
`)
  if (found.length > 0) note(`note: there before, and there after: ${found.join(', ')}`)
  note(`Ctrl-C ends it${keep ? '' : ' and removes what it made'}`)
}
