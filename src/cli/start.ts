import { Failure } from '../diagnostic/failure.ts'
import { thrownLines } from '../diagnostic/thrown.ts'
import { parseArguments } from './arguments.ts'
import type { Answer, Command, Surroundings } from './command.ts'
import { commands, isVerb, verbs, type Verb } from './commands/index.ts'
import { help } from './help.ts'
import { isTerminal, print, printError } from './print/print.ts'
import { misused, suggestion, wavec } from '../project/usage.ts'
import { ownRunner } from './own-runner.ts'
import { installedRenderer } from './renderer.ts'
import { standardInput } from './standard-input.ts'
import { version } from '../protocol/version.ts'

/** `bugs` of package.json. */
const issues = 'https://github.com/wavec/wavec/issues'

/** The only place that prints, catches and sets the exit code. The code is set first: a closed pipe may end us. */
export async function start(args: readonly string[]): Promise<void> {
  try {
    const { output, exit } = await answer(args, surroundings())
    process.exitCode = exit
    print(output)
  } catch (error) {
    process.exitCode = explainThrown(error)
  }
}

/** The exit code that says the same. */
export function explainThrown(error: unknown): number {
  printError(explanationOf(error))
  return error instanceof Failure ? error.exit : 2
}

async function answer(args: readonly string[], around: Surroundings): Promise<Answer> {
  const [word, ...rest] = args
  if (word === '--version') return { output: [version], exit: 0 }
  if (word === 'help' || word === '--help' || word === '-h') return help(rest)
  if (word === undefined) throw misused('say what to do, e.g. compile or check', `${wavec} help`)
  if (word.startsWith('-'))
    throw misused(`the verb comes first, before ${word}, e.g. compile or check`, `${wavec} help`)
  if (!isVerb(word)) throw misused(`there is no verb "${word}"${suggestion(word, [...verbs, 'help'])}`, `${wavec} help`)
  return run(word, rest, around)
}

async function run(verb: Verb, args: readonly string[], around: Surroundings): Promise<Answer> {
  const command: Command = await commands[verb]()
  const { options, operands, flags, wanted } = parseArguments(verb, args, command)
  if (wanted === 'help') return help([verb])
  const excess = operands[command.operand === undefined ? 0 : command.operand.endsWith('…') ? operands.length : 1]
  if (excess !== undefined) throw misused(`${verb}: what is "${excess}" for?`, `${wavec} ${verb} --help`)
  return command.run({ ...around, options, operands, flags })
}

function surroundings(): Surroundings {
  const { NO_COLOR: noColour = '', CI: ci = '' } = process.env
  const colour = isTerminal('stdout') && noColour === '' ? 'on' : 'off'
  const where = ['', '0', 'false'].includes(ci.toLowerCase()) ? 'here' : 'ci'
  return { cwd: process.cwd(), colour, renderer: installedRenderer(), runner: ownRunner, stdin: standardInput(), where }
}

function explanationOf(error: unknown): readonly string[] {
  if (error instanceof Failure) return [`wavec: ${error.message}`, `next: ${error.next}`]
  return [
    `wavec: this is a bug in wavec ${version}. Please report it at ${issues} with these lines:`,
    ...thrownLines(error),
    `next: ${wavec} --version`,
  ]
}
