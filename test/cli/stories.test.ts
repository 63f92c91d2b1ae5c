// Each story is a person at a terminal: what is typed, what is done to files between, and all that is printed, which
// `stories/<name>.out` holds.
import assert from 'node:assert/strict'
import { appendFileSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { transcript, wavec } from './cli.ts'
import { golden } from '../support/golden.ts'
import { addPipelines, commit, edit, git, migrateJob, repository, spec } from './repository.ts'

type Step = string | ((root: string) => unknown)

const deadline: Step = (root) => edit(root, spec, 'smokeTest:', 'migrate: { deadline: 30m }\n  smokeTest:')
const note = 'waves/orders/migrations/V2__orders_note.sql'
const release: Step = (root) => edit(root, 'waves/orders/app/app.yaml', 'v2.3.1', 'v2.4.0')
const environments: Step = (root) =>
  appendFileSync(join(root, spec), '  environments:\n    staging: {}\n    production: { namespace: shop-prod }\n')
const conflicted = '<<<<<<< HEAD\n  backoffLimit: 1\n=======\n  backoffLimit: 2\n>>>>>>> main\n'

/** A word is a command line behind `wavec`; `>` before it: typed in waves/orders. */
const stories: Readonly<Record<string, readonly Step[]>> = {
  'first-and-again': ['compile', 'check', 'compile'],
  'a-change-of-the-spec': ['compile', deadline, 'check', 'check --format github', 'compile', 'check'],
  'from-a-folder-below': ['> compile', '> compile --root ../..', deadline, '> check --root ../..'],
  'two-environments': [environments, 'compile', 'check'],
  'six-pipelines': [(root) => addPipelines(root, ['a', 'b', 'c', 'd', 'the-longest-name']), 'compile', 'check'],
  'a-pipeline-less': [
    (root) => addPipelines(root, ['gone']),
    'compile',
    (root) => rmSync(join(root, 'waves/gone'), { recursive: true }),
    'check',
    'compile',
  ],
  'an-error-in-the-spec': [
    'compile',
    (root) => edit(root, spec, 'smokeTest', 'smoketest'),
    'check',
    'compile',
    'compile --format github',
    'compile --format json',
  ],
  'an-error-and-drift-elsewhere': [
    (root) => addPipelines(root, ['other']),
    'compile',
    deadline,
    (root) => edit(root, 'waves/other/pipeline.yaml', 'tool: sql', 'tool: sqll'),
    'check',
  ],
  'two-pipelines-of-one-name': [
    (root) => addPipelines(root, ['other']),
    (root) => edit(root, 'waves/other/pipeline.yaml', 'name: other', 'name: orders'),
    'compile',
  ],
  'a-generated-file-edited': [
    'compile',
    (root) => edit(root, migrateJob, 'backoffLimit: 1', 'backoffLimit: 3'),
    'check',
    'compile',
    (root) => rmSync(join(root, migrateJob)),
    'check',
    'compile',
  ],
  'a-file-in-the-way': [
    (root) => mkdirSync(join(root, 'manifests/default/orders'), { recursive: true }),
    (root) => writeFileSync(join(root, migrateJob), 'mine\n'),
    'compile',
  ],
  'a-conflict-in-git': [
    'compile',
    (root) => edit(root, migrateJob, '  backoffLimit: 1\n', conflicted),
    (root) => edit(root, 'manifests/.wavec', '# wavec', '<<<<<<< HEAD\n=======\n>>>>>>> main\n# wavec'),
    'check',
    'compile',
    'check',
  ],
  'an-interrupted-run': [
    'compile',
    (root) => mkdirSync(join(root, 'manifests/.wavec-staging')),
    'check',
    'compile',
    'check',
  ],
  'a-shipped-migration-edited': [
    'compile',
    (root) => commit(root),
    (root) => git(root, 'switch', '--quiet', '--create', 'change'),
    (root) => appendFileSync(join(root, note), '-- and more\n'),
    'check',
    'compile',
    (root) => git(root, 'checkout', 'main', '--', note),
    (root) => writeFileSync(join(root, 'waves/orders/migrations/V3__more.sql'), 'alter table orders add more text;\n'),
    release,
    'compile',
    (root) => appendFileSync(join(root, 'waves/orders/migrations/V3__more.sql'), '-- not merged yet\n'),
    'check',
    'compile',
    'check --base main',
    'check --base nowhere',
  ],
  'a-rollback': [
    (root) => renameSync(join(root, note), join(root, 'kept.sql')),
    'compile',
    (root) => commit(root),
    (root) => renameSync(join(root, 'kept.sql'), join(root, note)),
    release,
    'compile',
    (root) => commit(root, 'v2.4.0'),
    (root) => git(root, 'switch', '--quiet', '--create', 'back'),
    (root) => git(root, 'revert', '--no-edit', 'HEAD'),
    'check',
    'compile',
    (root) => edit(root, 'waves/orders/pipeline.lock', 'lock: 1', '<<<<<<< HEAD\n=======\n>>>>>>> main\nlock: 1'),
    'check',
    'compile',
    'check',
  ],
  'manifests-is-a-file': [(root) => writeFileSync(join(root, 'manifests'), ''), 'compile', 'check --format json'],
  'no-pipeline': [(root) => rmSync(join(root, spec)), 'compile', 'check', '> compile'],
}

for (const [name, steps] of Object.entries(stories)) {
  test(name.replaceAll('-', ' '), (t) => {
    const root = repository(t)
    const texts: string[] = []
    for (const step of steps) {
      if (typeof step === 'string') texts.push(typed(root, step))
      else step(root)
    }
    golden(`test/cli/stories/${name}.out`, texts.join('\n'))
  })
}

function typed(root: string, line: string): string {
  const [first = '', ...rest] = line.split(' ')
  const args = first === '>' ? rest : [first, ...rest]
  const ran = wavec(args, first === '>' ? join(root, 'waves/orders') : root)
  if (ran.exit !== 0) assertNext(ran.stdout === '' ? ran.stderr : ran.stdout, args)
  return transcript(args, ran)
}

/** Every failure ends in a line that can be pasted; in JSON it is a field. */
function assertNext(text: string, args: readonly string[]): void {
  const isDocument = args.includes('json') && text.startsWith('{')
  assert.match(text, isDocument ? /\n {2}"next": "npx wavec [^\n]+"\n\}\n$/ : /\nnext: [^\n]+\n$/)
}

test('nothing is written where there is an error', (t) => {
  const root = repository(t)
  wavec(['compile'], root)
  const before = readFileSync(join(root, 'manifests/.wavec'))
  edit(root, spec, 'smokeTest', 'smoketest')
  wavec(['compile'], root)
  assert.deepEqual(readFileSync(join(root, 'manifests/.wavec')), before)
})
