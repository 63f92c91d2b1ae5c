// Each story is a session at a terminal: command lines, edits between them, and the complete output, which is in
// `stories/<name>.out`.
import assert from 'node:assert/strict'
import { appendFileSync, cpSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { transcript, wavec } from './cli.ts'
import { golden } from '../support/golden.ts'
import { addPipelines, commit, edit, git, migrateJob, repository, spec } from './repository.ts'

type Step = string | { readonly shows: string } | ((root: string) => unknown)

/** Shows the file at this point. */
const show = (path: string): Step => ({ shows: path })

const deadline = (root: string): void => edit(root, spec, 'smokeTest:', 'migrate: { deadline: 30m }\n  smokeTest:')
const otherUser =
  '---\n# The same image, by its worker.\napiVersion: batch/v1\nkind: CronJob\nmetadata: { name: nightly }\nspec: { schedule: "0 3 * * *", jobTemplate: { spec: { template: { spec: { restartPolicy: Never, containers: [{ name: job, image: "ghcr.io/acme/orders:v2.3.1" }] } } } } }\n'
const kustomization = 'resources: [app.yaml]\nimages:\n  - name: ghcr.io/acme/orders # the app\n    newTag: v2.3.1\n'
const note = 'waves/orders/migrations/V2__orders_note.sql'
const release = (root: string): void => edit(root, 'waves/orders/app/app.yaml', 'v2.3.1', 'v2.4.0')
const environments = (root: string): void =>
  appendFileSync(join(root, spec), '  environments:\n    staging: {}\n    production: { namespace: shop-prod }\n')
const conflicted = '<<<<<<< HEAD\n  backoffLimit: 1\n=======\n  backoffLimit: 2\n>>>>>>> main\n'

/** Commits, merges the branch into `main`, and starts the next one. */
const merged =
  (message: string): Step =>
  (root) => {
    commit(root, message)
    git(root, 'branch', '--quiet', '--force', 'main', 'HEAD')
    git(root, 'switch', '--quiet', '--create', message.replaceAll(' ', '-'))
  }

/** A string is a command line without `wavec`; with a leading `>`, it runs in waves/orders. */
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
  'a-migration-withdrawn': [
    (root) => renameSync(join(root, note), join(root, 'bad.sql')),
    'compile --format github',
    (root) => commit(root),
    (root) => renameSync(join(root, 'bad.sql'), join(root, note)),
    release,
    'compile --format github',
    (root) => commit(root, 'v2.4.0, which fails everywhere'),
    (root) => git(root, 'switch', '--quiet', '--create', 'back'),
    (root) => git(root, 'revert', '--no-edit', 'HEAD'),
    'compile --format github',
    merged('back to v2.3.1'),
    (root) =>
      writeFileSync(join(root, 'waves/orders/migrations/V2__note.sql'), 'alter table orders add column note text;\n'),
    (root) => edit(root, 'waves/orders/app/app.yaml', 'v2.3.1', 'v2.5.0'),
    'compile',
    'set orders --withdraw V2__orders_not.sql',
    'set orders --withdraw V1__orders.sql',
    'set orders --withdraw V2__orders_note.sql',
    'compile --format github',
    show('waves/orders/pipeline.lock'),
    merged('v2.5.0'),
    'compile --format github',
    (root) => renameSync(join(root, 'waves/orders/migrations/V2__note.sql'), join(root, 'gone.sql')),
    (root) => writeFileSync(join(root, 'waves/orders/migrations/V3__x.sql'), 'alter table orders add column x text;\n'),
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
  'a-diff-for-reviewers': [
    environments,
    'compile',
    (root) => commit(root),
    (root) => git(root, 'switch', '--quiet', '--create', 'change'),
    'diff',
    release,
    deadline,
    (root) => writeFileSync(join(root, 'waves/orders/migrations/V3__more.sql'), 'alter table orders add more text;\n'),
    (root) => addPipelines(root, ['other']),
    'diff',
    'diff --format markdown',
    (root) => rmSync(join(root, 'waves/other'), { recursive: true }),
    (root) => commit(root, 'v2.4.0'),
    'diff --base main',
    'diff --base HEAD',
    (root) => edit(root, spec, 'smokeTest', 'smoketest'),
    'diff',
    (root) => edit(root, spec, 'smoketest', 'smokeTest'),
    (root) => git(root, 'switch', '--quiet', '--create', 'broken', 'main'),
    (root) => edit(root, spec, 'smokeTest', 'smoketest'),
    (root) => commit(root, 'broken'),
    (root) => edit(root, spec, 'smoketest', 'smokeTest'),
    'diff --base HEAD',
  ],
  'a-release-set': [
    'compile',
    (root) => appendFileSync(join(root, 'waves/orders/app/app.yaml'), otherUser),
    'set orders --release v2.4.0',
    show('waves/orders/app/app.yaml'),
    'compile',
    'set orders --release v2.4.0',
    'set waves/orders --release 2.30 --image ghcr.io/acme/orders@sha256:' + 'ab'.repeat(32),
    (root) => edit(root, spec, 'spec:', 'spec:\n  release: v2.4.0 # from the board'),
    'set orders --release 2.30 --image ghcr.io/acme/orders@sha256:' + 'ab'.repeat(32),
    show(spec),
    'set orders --release v2.5.0',
  ],
  'a-release-set-in-one-environment': [
    environments,
    'set orders --release v2.4.0 --environment staging',
    'set orders --release v2.4.0 --environment stagin',
    'set order --release v2.4.0',
    'set orders',
    (root) => edit(root, spec, 'staging: {}', 'staging: { workload: staging }'),
    (root) => cpSync(join(root, 'waves/orders/app'), join(root, 'waves/orders/staging'), { recursive: true }),
    'set orders --release v2.4.0 --environment staging',
    'set orders --release v2.5.0',
    (root) => edit(root, spec, 'smokeTest', 'smoketest'),
    'set orders --release v2.6.0',
  ],
  'a-release-set-in-a-kustomization': [
    (root) => writeFileSync(join(root, 'waves/orders/app/kustomization.yaml'), kustomization),
    'set orders --release v2.4.0',
    show('waves/orders/app/kustomization.yaml'),
    (root) => edit(root, 'waves/orders/app/kustomization.yaml', /^images:[^]*/m, ''),
    'set orders --release v2.5.0',
  ],
  'what-has-one-right-answer': [
    (root) => edit(root, spec, 'smokeTest', 'smoketest'),
    (root) => edit(root, spec, 'tool: sql', 'tool: sqll'),
    (root) => edit(root, spec, 'spec:', 'spec:\n  release: 2.30\n  migrate: { deadlin: 90 } # as measured'),
    (root) => edit(root, spec, 'apiVersion', '\ufeffapiVersion'),
    'check',
    'check --fix',
    show(spec),
    'check --fix',
  ],
  'a-diff-without-git': ['diff', 'diff --base main', 'diff --format sarif'],
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
      else if ('shows' in step) texts.push(readFileSync(join(root, step.shows), 'utf8'))
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

test('diff --format json has every field by name', (t) => {
  const root = repository(t)
  commit(root)
  release(root)
  const answer = JSON.parse(wavec(['diff', '--format', 'json'], root).stdout) as Record<string, unknown>
  assert.deepEqual(Object.keys(answer), ['sentence', 'base', 'gaps', 'pipelines', 'next'])
  assert.equal(answer['sentence'], 'orders: v2.3.1 → v2.4.0.')
  const [pipeline] = answer['pipelines'] as Record<string, unknown>[]
  assert.deepEqual(pipeline?.['release'], { before: 'v2.3.1', after: 'v2.4.0' })
  assert.deepEqual(pipeline?.['unchanged'], ['preflight', 'migrate', 'verify', 'report'])
})

test('nothing is written if there is an error', (t) => {
  const root = repository(t)
  wavec(['compile'], root)
  const before = readFileSync(join(root, 'manifests/.wavec'))
  edit(root, spec, 'smokeTest', 'smoketest')
  wavec(['compile'], root)
  assert.deepEqual(readFileSync(join(root, 'manifests/.wavec')), before)
})
