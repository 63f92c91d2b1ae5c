import { parseArgs } from 'node:util'
import type { Option } from './command.ts'
import { misused, suggestion, wavec } from './usage.ts'

export interface Arguments {
  readonly options: Readonly<Record<string, string>>
  readonly operands: readonly string[]
  readonly wanted: 'help' | 'work'
}

/** The command line after the verb. Every option takes a value, but `--help`. */
export function parseArguments(
  verb: string,
  args: readonly string[],
  known: Readonly<Record<string, Option>>,
): Arguments {
  const { tokens } = parseArgs({
    args: [...args],
    strict: false,
    tokens: true,
    options: { help: { type: 'boolean', short: 'h' }, ...parsable(known) },
  })
  const options: Record<string, string> = {}
  const operands: string[] = []
  let wanted: Arguments['wanted'] = 'work'
  for (const token of tokens) {
    if (token.kind === 'positional') operands.push(token.value)
    if (token.kind !== 'option') continue
    if (token.name === 'help') wanted = 'help'
    else options[nameOf(verb, token, known)] = valueOf(verb, token, known)
  }
  return { options, operands, wanted }
}

interface OptionToken {
  readonly name: string
  readonly rawName: string
  readonly value: string | undefined
  readonly inlineValue: boolean | undefined
}

function parsable(known: Readonly<Record<string, Option>>): Record<string, { readonly type: 'string' }> {
  return Object.fromEntries(Object.keys(known).map((name) => [name, { type: 'string' }]))
}

function nameOf(verb: string, { name, rawName }: OptionToken, known: Readonly<Record<string, Option>>): string {
  if (Object.hasOwn(known, name)) return name
  const near = suggestion(
    rawName,
    [...Object.keys(known), 'help'].map((each) => `--${each}`),
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
  throw misused(`${verb}: --${name} needs a value, ${known[name]?.value ?? ''}`, `${wavec} ${verb} --help`)
}
