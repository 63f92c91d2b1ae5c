// Every verb that needs no server and no cluster, in each of its formats, over a repository in which every text that
// compiles is hostile. Run in this process.
import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { parse } from 'yaml'
import type { Command } from '../../src/cli/command.ts'
import { commands, isVerb, verbs, type Verb } from '../../src/cli/commands/index.ts'
import { diskTree } from '../../src/connect/disk.ts'
import { hasErrors } from '../../src/diagnostic/diagnostic.ts'
import { written } from '../../src/diagnostic/line.ts'
import { Failure } from '../../src/diagnostic/failure.ts'
import { compileAll } from '../../src/project/compile/compile-all.ts'
import { overlay } from '../../src/project/overlay.ts'
import { fullYaml } from '../../src/pipeline/full-yaml.ts'
import { mistakesIn } from '../support/hostile.ts'
import { constructsOf, elementsOf, pageElements, shapesOf } from '../support/markup.ts'
import { noProgram } from '../support/recorded-renderers.ts'
import { standIn } from '../support/runner-program.ts'
import { textFields, withText } from '../support/spec-fields.ts'
import { commit, edit, git, repository, spec } from './repository.ts'

const hostile =
  '::error::x ##[error]y </script><img src=x onerror=alert(1)> ![i](javascript:x) @user `c` ``` | "q" \'q\' $(id) %0A -->'

/** What each verb is run with. A verb that is in none of these lists needs a server or changes files for a person. */
const operands = {
  compile: [[]],
  check: [[]],
  diff: [['--base', 'main']],
  lint: [[], ['waves/orders']],
  audit: [['manifests'], ['waves/orders/app']],
  convert: [['waves/orders/app']],
  graph: [['waves/orders'], ['manifests/production/orders'], ['waves/orders', '--environment', 'staging']],
  simulate: [['waves/orders'], ['manifests/production/orders']],
  init: [['--dry-run'], ['--role-sql', hostile.slice(0, 60), '--gate', 'g$$h']],
  set: [['orders', '--release', hostile]],
  schema: [[]],
  explain: [[hostile], ['spec/unknown-key']],
} as const satisfies Partial<Record<Verb, readonly (readonly string[])[]>>

test('every verb is judged, or needs what this test lacks', () => {
  const others: readonly Verb[] = ['run', 'rehearse']
  assert.deepEqual([...Object.keys(operands), ...others].sort(), [...verbs].sort())
})

test('in every format of every verb, text stays text', async (t) => {
  const root = await repositories(t)
  const plain = await outputs(root.plain)
  const given = await outputs(root.hostile)
  assert.ok(given.length > 40, String(given.length))
  assert.deepEqual(
    given.map(({ line }) => line),
    plain.map(({ line }) => line),
  )
  for (const [index, { line, verb, format, output }] of given.entries()) {
    const other = plain[index]?.output ?? ''
    assert.deepEqual(mistakesIn(output), [], line)
    const read = readers[format]
    if (format === 'text' || verb === 'init') continue
    assert.ok(read !== undefined, `what is ${format}?`)
    assert.deepEqual(read(output), read(other), `${line}: ${output.slice(0, 2000)}`)
  }
})

/** What is the same for any text, by format. A new format needs a reader. */
const readers: Readonly<Record<string, (output: string) => unknown>> = {
  json: (output) => (output.trim() === '' ? undefined : typeof JSON.parse(output)),
  sarif: (output) => typeof JSON.parse(output),
  github: () => 'lines',
  markdown: (output) => constructsOf(output),
  mermaid: (output) => shapesOf(output),
  svg: (output) => elementsOf(output.trim()).length > 0,
  html: (output) => [...new Set(pageElements(output))].sort(),
}

interface Output {
  readonly line: string
  readonly verb: string
  readonly format: string
  readonly output: string
}

/** Of each verb with each of its operands, in each format that its options list. */
async function outputs(cwd: string): Promise<readonly Output[]> {
  const found: Output[] = []
  for (const [verb, lists] of Object.entries(operands)) {
    if (!isVerb(verb)) continue
    const command: Command = await commands[verb]()
    for (const list of lists) {
      for (const [option, format] of formatsOf(command)) {
        const words = option === undefined ? list : [...list, `--${option}`, format]
        found.push({ line: `${verb} ${words.join(' ')}`, verb, format, output: await answered(command, words, cwd) })
      }
    }
  }
  return found
}

function formatsOf({ options }: Command): readonly (readonly [option: string | undefined, format: string])[] {
  const all = Object.entries(options).flatMap(([name, option]) =>
    'choices' in option && ['format', 'as'].includes(name)
      ? option.choices.map((choice) => [name, choice] as const)
      : [],
  )
  return all.length === 0 ? [[undefined, 'text']] : all
}

async function answered(command: Command, words: readonly string[], cwd: string): Promise<string> {
  const options: Record<string, string> = {}
  const operandsOf: string[] = []
  const flags = new Set<string>()
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? ''
    if (!word.startsWith('--')) operandsOf.push(word)
    else if (command.flags !== undefined && Object.hasOwn(command.flags, word.slice(2))) flags.add(word.slice(2))
    else options[word.slice(2)] = words[++at] ?? ''
  }
  const around = {
    cwd,
    colour: 'off',
    renderer: noProgram,
    runner: () => standIn,
    where: 'here',
    stdin: () => '',
  } as const
  try {
    const { output } = await command.run({ ...around, options, operands: operandsOf, flags })
    return written(output)
  } catch (error) {
    // As main prints it.
    if (!(error instanceof Failure)) throw error
    return written([`wavec: ${error.message}`, `next: ${error.next}`])
  }
}

/** Two repositories whose texts are plain or hostile: compiled on main, and a change after that. */
async function repositories(t: TestContext): Promise<{ readonly plain: string; readonly hostile: string }> {
  const [plain, other] = [repository(t), repository(t)]
  const document: unknown = parse(fullYaml)
  let accepted = document
  const tree = diskTree(other)
  for (const field of textFields().filter(({ part }) => part === 'value')) {
    const next = withText(accepted, field, hostile)
    const overlaid = overlay(tree, new Map([[spec, JSON.stringify(next)]]))
    const { diagnostics } = compileAll(overlaid, 'waves', { renderer: noProgram, runner: standIn })
    if (!hasErrors(diagnostics)) accepted = next
  }
  assert.ok(JSON.stringify(accepted).split('onerror').length > 15, JSON.stringify(accepted))
  for (const [root, value, word] of [
    [plain, document, 'plain'],
    [other, accepted, hostile],
  ] as const) {
    writeFileSync(join(root, spec), JSON.stringify(value))
    const labels = (note: string): string =>
      `metadata:\n  name: orders\n  annotations: { note: ${JSON.stringify(note)} }\n`
    edit(root, app, 'metadata:\n  name: orders\n', labels(word))
    await answered(await commands.compile(), [], root)
    commit(root)
    git(root, 'switch', '--quiet', '--create', 'change')
    edit(root, app, labels(word), labels(`${word} and more`))
    edit(root, 'waves/orders/app/app.yaml', /image: \S+/, 'image: ghcr.io/acme/orders:v2.3.2')
    writeFileSync(
      join(root, 'waves/orders/migrations/V9__x.sql'),
      `-- ${word}\ncomment on table orders is '${word.replaceAll("'", "''")}';\ndrop table "${word.replaceAll('"', '""').slice(0, 60)}";\n`,
    )
  }
  return { plain, hostile: other }
}

const app = 'waves/orders/app/app.yaml'
