// `sluice completion bash|zsh|fish`, and the hidden `sluice complete -- WORDS…` that those scripts ask at every Tab. The only file
// that knows @bomb.sh/tab, which matches words to commands and options and has the script of fish.
// Invariant: `complete` says nothing on stderr, never fails, and ends within a second.
import type { Command as Described } from '@bomb.sh/tab'
import type { Command, Option } from 'commander'
import { bashScript } from './completion-bash.ts'
import { zshScript } from './completion-zsh.ts'
import { readWords, slotOfArgument, slotOfOption, valuesOf } from './completion-slots.ts'
import { writeStdout } from './stdout.ts'

const shells = ['bash', 'zsh', 'fish'] as const
type Shell = (typeof shells)[number]

const help = `
Completes commands, options, the names of topics, groups and contexts, and values of options where they are a list of words that
lag takes (--sort, --columns, --status) or few (--output, --from); not keys and values of --set. Names come from the broker that the command would talk to;
where it does not answer there are none.

  bash   source <(sluice completion bash)                     in ~/.bashrc
  zsh    source <(sluice completion zsh)                      in ~/.zshrc, behind compinit
  fish   sluice completion fish > ~/.config/fish/completions/sluice.fish`

/** Called last, so that it knows every other command. */
export function addCompletion(program: Command): void {
  program
    .command('completion')
    .description('print the completion of a shell')
    .addArgument(program.createArgument('<shell>').choices(shells))
    .addHelpText('after', help)
    .action(printScript)
  program
    .command('complete', { hidden: true })
    .argument('[words...]')
    .allowUnknownOption()
    .action((words: string[]) => complete(program, words))
}

async function printScript(shell: Shell): Promise<void> {
  if (shell === 'bash') return writeStdout(bashScript)
  if (shell === 'zsh') return writeStdout(zshScript)
  const { script } = await import('@bomb.sh/tab')
  script(shell, 'sluice', 'sluice')
}

async function complete(program: Command, words: string[]): Promise<void> {
  const typed = readWords(program, words)
  if (typed.slot === 'files') return writeStdout(':0\n') // the shell's own business
  const values = await valuesOf(typed, words)
  const { RootCommand } = await import('@bomb.sh/tab')
  const root = new RootCommand()
  const give = (complete: (value: string, description: string) => void) => {
    for (const value of values) complete(value, '')
  }
  for (const { path, command } of commandsBelow(program)) {
    const into = path === '' ? root : root.command(path, command.description())
    for (const option of command.createHelp().visibleOptions(command)) describeOption(into, option, give)
    for (const argument of command.registeredArguments) {
      const choices = argument.argChoices
      const handler = slotOfArgument(path) === undefined ? undefined : give
      into.argument(argument.name(), choices === undefined ? handler : offer(choices), argument.variadic)
    }
  }
  root.parse([...words])
}

type Handler = (complete: (value: string, description: string) => void) => void

/** An option without a handler is one without a value, for tab. */
function describeOption(into: Described, option: Option, give: Handler): void {
  const name = option.long?.slice(2)
  if (name === undefined) return
  const alias = option.short?.slice(1)
  if (!option.required) {
    if (alias === undefined) into.option(name, option.description)
    else into.option(name, option.description, alias)
    return
  }
  const handler = slotOfOption(name) === undefined ? offer(option.argChoices ?? []) : give
  into.option(name, option.description, handler, alias)
}

function offer(values: readonly string[]): Handler {
  return (complete) => {
    for (const value of values) complete(value, '')
  }
}

/** The program itself has an empty path. */
function commandsBelow(command: Command, path: readonly string[] = []): { path: string; command: Command }[] {
  const below = command.createHelp().visibleCommands(command)
  const found = below
    .filter((one) => one.name() !== 'help')
    .flatMap((one) => commandsBelow(one, [...path, one.name()]))
  return [{ path: path.join(' '), command }, ...found]
}
