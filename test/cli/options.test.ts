// Help pages list exactly the choices that the parser accepts, for every option of every verb.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { written } from '../../src/diagnostic/line.ts'
import { parseArguments } from '../../src/cli/arguments.ts'
import { valueText, type Choice, type Command } from '../../src/cli/command.ts'
import { commands, isVerb, verbs } from '../../src/cli/commands/index.ts'
import { help } from '../../src/cli/help.ts'
import { Failure } from '../../src/diagnostic/failure.ts'

interface Listed {
  readonly verb: string
  readonly command: Command
  readonly name: string
  readonly option: Choice
}

const loaded = await Promise.all(
  verbs
    .filter(isVerb)
    .map(async (verb): Promise<{ verb: string; command: Command }> => ({ verb, command: await commands[verb]() })),
)
const listed: readonly Listed[] = loaded.flatMap(({ verb, command }) =>
  Object.entries(command.options).flatMap(([name, option]) =>
    'choices' in option ? [{ verb, command, name, option }] : [],
  ),
)
const everyWord = new Set(listed.flatMap(({ option }) => option.choices))

test('the parser accepts every choice that help lists', async () => {
  for (const { verb, command, name, option } of listed) {
    const page = written((await help([verb])).output)
    assert.ok(page.includes(`--${name} ${option.choices.join('|')}`), `${verb} --${name}`)
    for (const choice of option.choices) {
      assert.deepEqual(parseArguments(verb, [`--${name}`, choice], command).options, { [name]: choice })
      assert.deepEqual(parseArguments(verb, [`--${name}=${choice}`], command).options, { [name]: choice })
    }
  }
})

test('the parser refuses any other word, and suggests the command line with an accepted choice', () => {
  for (const { verb, command, name, option } of listed) {
    const others = [...everyWord, ...option.choices.flatMap((choice) => [`${choice}x`, ` ${choice}`, '12'])]
    for (const word of others.filter((other) => !option.choices.includes(other))) {
      const args = ['waves/a b', `--${name}=${word}`]
      assert.throws(
        () => parseArguments(verb, args, command),
        (error) => {
          assert.ok(error instanceof Failure)
          assert.match(error.message, /takes .+, not "/)
          const corrected = option.choices.map((choice) => `npx wavec ${verb} 'waves/a b' --${name} ${choice}`)
          assert.ok(corrected.includes(error.next), error.next)
          return true
        },
      )
    }
  }
})

test('an option that help shows as alternatives in lower case is a choice', () => {
  for (const { verb, command } of loaded)
    for (const [name, option] of Object.entries(command.options))
      if (/^[a-z0-9-]+\|/.test(valueText(option))) assert.ok('choices' in option, `${verb} --${name}`)
})

test('the text of --format names the formats that the verb takes, and no others', () => {
  const formats = listed.filter(({ name }) => name === 'format')
  assert.deepEqual(
    formats.map(({ verb }) => verb),
    ['compile', 'check', 'diff', 'lint', 'audit', 'simulate'],
  )
  for (const { verb, option } of formats)
    assert.deepEqual(
      [...option.about.matchAll(/(\w+) for /g)].map(([, format]) => format),
      option.choices,
      verb,
    )
})

test('--help after a wrong choice shows the help page', async () => {
  for (const { verb, command, name } of listed)
    assert.equal(parseArguments(verb, [`--${name}`, 'no-such-choice', '--help'], command).wanted, 'help')
})
