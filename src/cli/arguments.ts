import { parseArgs } from 'node:util'
import { nearest } from '../diagnostic/nearest.ts'
import { misused, suggestion, wavec } from '../project/usage.ts'
import { valueText, type Command, type Option } from './command.ts'
import { shellWord } from '../diagnostic/shell-word.ts'

export interface Arguments {
  readonly options: Readonly<Record<string, string>>
  readonly operands: readonly string[]
  readonly flags: ReadonlySet<string>
  readonly wanted: 'help' | 'work'
}

/** The command line after the verb. */
export function parseArguments(
  verb: string,
  args: readonly string[],
  command: Pick<Command, 'options' | 'flags'>,
): Arguments {
  const { options: known, flags: switches = {} } = command
  const { tokens } = parseArgs({
    args: [...args],
    strict: false,
    tokens: true,
    options: { help: { type: 'boolean', short: 'h' }, ...parsable(known), ...switchable(switches) },
  })
  const options: Record<string, string> = {}
  const operands: string[] = []
  const flags = new Set<string>()
  let wanted: Arguments['wanted'] = 'work'
  for (const token of tokens) {
    if (token.kind === 'positional') operands.push(token.value)
    if (token.kind !== 'option') continue
    if (token.name === 'help') wanted = 'help'
    else if (Object.hasOwn(switches, token.name)) flags.add(token.name)
    else options[nameOf(verb, token, [...Object.keys(known), ...Object.keys(switches)])] = valueOf(verb, token, known)
  }
  if (wanted === 'work') for (const token of tokens) if (token.kind === 'option') checkChoice(verb, token, args, known)
  return { options, operands, flags, wanted }
}

interface OptionToken {
  /** Of the argument that it starts in. */
  readonly index: number
  readonly name: string
  readonly rawName: string
  readonly value: string | undefined
  readonly inlineValue: boolean | undefined
}

function parsable(known: Readonly<Record<string, Option>>): Record<string, { readonly type: 'string' }> {
  return Object.fromEntries(Object.keys(known).map((name) => [name, { type: 'string' }]))
}

function switchable(flags: Readonly<Record<string, string>>): Record<string, { readonly type: 'boolean' }> {
  return Object.fromEntries(Object.keys(flags).map((name) => [name, { type: 'boolean' }]))
}

function nameOf(verb: string, { name, rawName }: OptionToken, known: readonly string[]): string {
  if (known.includes(name)) return name
  const near = suggestion(
    rawName,
    [...known, 'help'].map((each) => `--${each}`),
  )
  throw misused(`${verb}: unknown option ${rawName}${near}`, `${wavec} ${verb} --help`)
}

function valueOf(
  verb: string,
  { name, value, inlineValue }: OptionToken,
  known: Readonly<Record<string, Option>>,
): string {
  // `--root --format json` is a forgotten value, not a folder called --format.
  const isForgotten = value === undefined || value === '' || (inlineValue !== true && value.startsWith('-'))
  if (!isForgotten) return value
  const option = known[name]
  const wanted = option === undefined ? '' : `, ${valueText(option)}`
  throw misused(`${verb}: --${name} needs a value${wanted}`, `${wavec} ${verb} --help`)
}

/** The next step is the same command line with a word that is accepted. */
function checkChoice(
  verb: string,
  { name, value = '', index, inlineValue }: OptionToken,
  args: readonly string[],
  known: Readonly<Record<string, Option>>,
): void {
  const option = known[name]
  if (option === undefined || !('choices' in option) || option.choices.includes(value)) return
  const { choices } = option
  const word = nearest(value, choices) ?? choices[0] ?? ''
  const again = [...args.slice(0, index), `--${name}`, word, ...args.slice(index + (inlineValue === true ? 1 : 2))]
  throw misused(
    `${verb}: --${name} takes ${choices.join(', ')}, not "${value}"${suggestion(value, choices)}`,
    [wavec, verb, ...again.map(shellWord)].join(' '),
  )
}
