import { resolve } from 'node:path'
import { diskTree } from '../../connect/disk.ts'
import { propose, type Survey, type Proposal } from '../../propose/index.ts'
import { workflow, workflowPath } from '../../propose/workflow.ts'
import { roleSql } from '../../run/role-sql.ts'
import type { Tree } from '../../source/tree.ts'
import { jsonSchema } from '../../pipeline/json-schema.ts'
import type { Answer, Command, Invocation } from '../command.ts'
import { compileAll, type Compiled } from '../../project/compile/compile-all.ts'
import { outputFolder } from '../output-folder.ts'
import { overlay } from '../../project/overlay.ts'
import { owedBy, owedLines } from '../../project/compile/owed.ts'
import { wavesFolder } from '../../project/places.ts'
import { misused, wavec } from '../../project/usage.ts'
import { counted } from '../../report/wording.ts'
import { tools } from '../../tools/index.ts'

export const init: Command = {
  summary: 'looks at the repository and proposes a pipeline, with reasons',
  details: `Writes waves/NAME/pipeline.yaml, waves/pipeline.schema.json and ${workflowPath}; what is there already is kept.
With --role-sql, prints the SQL of the role that migrates instead, with no more rights than it needs, for an
administrator of the database; it says how the role is taken away again.`,
  options: {
    root: { value: 'DIR', about: 'the repository (default: the present folder)' },
    'role-sql': { value: 'ROLE', about: 'the migrator, e.g. orders_migrator' },
    owner: { value: 'ROLE', about: 'the role that owns the tables' },
    gate: { value: 'ROLE', about: 'the role of workload.gate, which may only read the ledger' },
    schema: { value: 'NAME', about: 'where the tables are; public unless given' },
  },
  flags: { 'dry-run': 'prints what it would write, and writes nothing' },
  run: (invocation) => (invocation.options['role-sql'] === undefined ? runInit(invocation) : print(invocation)),
}

function print({ options }: Invocation): Answer {
  const { 'role-sql': role = '', owner, gate, schema = 'public' } = options
  return { output: roleSql({ role, owner, gate, schema }), exit: 0 }
}

function runInit({ options, flags, cwd, renderer }: Invocation): Answer {
  const stray = ['owner', 'gate', 'schema'].find((name) => options[name] !== undefined)
  if (stray !== undefined)
    throw misused(`init: --${stray} belongs to --role-sql`, `${wavec} init --role-sql orders_migrator --${stray} NAME`)
  const root = resolve(cwd, options['root'] ?? '.')
  const tree = diskTree(root)
  const look = propose(tree, tools)
  const looked = lookedAt(look.found)
  if (look.proposals.length === 0) return nothingToPropose(looked, look)
  const { wanted, kept } = sorted(tree, look.proposals)
  const compiled = compileAll(overlay(tree, new Map(wanted)), wavesFolder, { renderer })
  const mode = flags.has('dry-run') ? 'dry-run' : 'write'
  if (mode === 'write') write(root, wanted)
  const fresh = look.proposals.filter(({ file }) => !kept.includes(file))
  const lines = [looked, ...look.limits, ...fresh.flatMap(toldProposal)]
  const texts =
    mode === 'dry-run'
      ? wanted.filter(([path]) => !path.endsWith('.json')).flatMap(([path, text]) => [`--- ${path}`, text.trimEnd()])
      : []
  const written = wanted.map(
    ([path, text]) =>
      `${path}${path.endsWith('pipeline.yaml') ? ` (${counted(text.split('\n').length - 1, 'line')})` : ''}`,
  )
  const did =
    written.length === 0 ? 'wrote nothing' : `${mode === 'write' ? 'wrote' : 'would write'} ${written.join(', ')}`
  return {
    output: `${[...lines, ...texts, did, ...kept.map((path) => `kept ${path}: it is there already`), ...ending(compiled, mode)].join('\n')}\n`,
    exit: 0,
  }
}

/** More than these stand on a line each. */
const onOneLine = 5

function lookedAt(found: readonly string[]): string {
  return found.length <= onOneLine ? `looked at: ${found.join(', ')}` : ['looked at:', ...found].join('\n  ')
}

type Text = readonly [path: string, text: string]

/** What is to be written, and what is there already. */
function sorted(
  tree: Tree,
  proposals: readonly Proposal[],
): { readonly wanted: readonly Text[]; readonly kept: readonly string[] } {
  const all: readonly Text[] = [
    ...proposals.map(({ file, text }): Text => [file, text]),
    [`${wavesFolder}/pipeline.schema.json`, jsonSchema()],
    [workflowPath, workflow()],
  ]
  const isThere = (path: string) => tree.read(path).ok || tree.read(path.replace(/\.yaml$/, '.yml')).ok
  return { wanted: all.filter(([path]) => !isThere(path)), kept: all.map(([path]) => path).filter(isThere) }
}

function write(root: string, texts: readonly Text[]): void {
  const folder = outputFolder(root)
  for (const [path, text] of texts) {
    if (path.includes('/')) folder.makeFolder(path.slice(0, path.lastIndexOf('/')))
    folder.write(path, text)
  }
}

function toldProposal({ name, choices, reasons, check }: Proposal): string[] {
  return [
    `proposes ${name}:  ${choices}`,
    ...reasons.map((reason) => `  ${reason}`),
    ...(check.length === 0 ? [] : ['  look at these before you compile:', ...check.map((each) => `    ${each}`)]),
  ]
}

/** What is owed, from a compile in memory; where that finds errors, they come first. */
function ending({ diagnostics, pipelines }: Compiled, mode: 'dry-run' | 'write'): string[] {
  const errors = diagnostics.filter(({ severity }) => severity === 'error')
  const next = mode === 'dry-run' ? `${wavec} init` : `${wavec} ${errors.length === 0 ? 'compile' : 'check'}`
  const told = errors.map(({ code, message, span }) => `  ${span?.file ?? ''} ${code}: ${message.split('\n')[0] ?? ''}`)
  return [
    ...(told.length === 0 ? [] : ['compile would still refuse:', ...new Set(told)]),
    ...owedLines(owedBy(pipelines)),
    `next: ${next}`,
  ]
}

function nothingToPropose(looked: string, { migrations, workloads }: Survey): Answer {
  const lacks = [
    ...(migrations.length === 0
      ? ['no migrations (Flyway, golang-migrate, Liquibase, Atlas, Alembic, Django, Prisma, Rails, numbered SQL)']
      : []),
    ...(workloads.length === 0 ? ['no Deployment, StatefulSet, Rollout or chart'] : []),
  ]
  const output = `${looked}\nproposes nothing: found ${lacks.join(', and ')}\nnext: ${wavec} init --root DIR   # the folder that holds both\n`
  return { output, exit: 1 }
}
