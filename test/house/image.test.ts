// The image can't be built everywhere, so this reads the Dockerfile and runs the image's files from a folder.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { parse } from 'yaml'
import { nodeImage, nodeIn } from '../../src/protocol/runner.ts'
import type { Step } from '../../src/protocol/step.ts'
import { runnerUser } from '../../src/emit/argocd/security.ts'
import { builders } from '../support/builders.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))
const dockerfile = readFileSync(`${root}Dockerfile`, 'utf8').replaceAll('\\\n', '')
const lines = dockerfile.split('\n').filter((line) => line !== '' && !line.startsWith('#'))
const last = lines.slice(lines.findLastIndex((line) => line.startsWith('FROM ')))
const command = JSON.parse(last.find((line) => line.startsWith('CMD '))?.slice('CMD '.length) ?? '[]') as string[]
const release = readFileSync(`${root}.github/workflows/release.yml`, 'utf8')

test('every base image is pinned by digest', () => {
  const bases = lines.filter((line) => line.startsWith('FROM '))
  assert.equal(bases.length, 2)
  for (const base of bases) assert.match(base, /@sha256:[0-9a-f]{64}( AS \w+)?$/)
})

test('the last stage has no RUN, because it has no shell', () => {
  assert.match(last[0] ?? '', /distroless\/nodejs24-debian13:nonroot/)
  assert.deepEqual(
    last.filter((line) => /^(RUN|ADD|SHELL)\b/.test(line)),
    [],
  )
})

test('the image runs as the user that the Jobs name, and `args: [run]` starts a step', () => {
  assert.ok(last.includes(`USER ${runnerUser}:${runnerUser}`))
  assert.ok(last.includes('ENTRYPOINT ["/nodejs/bin/node", "/app/bin/wavec"]'))
})

test('the Jobs run the Node that the image is built on, started by the same path', () => {
  assert.equal(last[0], `FROM ${nodeImage}`)
  assert.ok(last.some((line) => line.startsWith(`ENTRYPOINT ["${nodeIn(nodeImage)}", `)))
})

test('the release workflow pushes the image with pinned actions and least privilege', () => {
  const workflow = parse(release) as {
    permissions: object
    jobs: Record<string, { permissions: object; env?: { IMAGE: string } }>
  }
  assert.deepEqual(workflow.permissions, {})
  assert.deepEqual(workflow.jobs['check']?.permissions, { contents: 'read' })
  assert.deepEqual(workflow.jobs['image']?.permissions, { contents: 'read', packages: 'write', 'id-token': 'write' })
})

test('the files of the image run on their own, and know the verb that the Jobs call', () => {
  const folder = mkdtempSync(join(tmpdir(), 'wavec-image-'))
  try {
    const app = imageIn(folder)
    // The notices of what is in it, the same bytes wherever they are made.
    assert.equal(
      readFileSync(join(app, 'THIRD-PARTY-NOTICES'), 'utf8'),
      readFileSync(`${root}THIRD-PARTY-NOTICES`, 'utf8'),
    )
    assert.equal(readFileSync(join(app, 'LICENSE'), 'utf8'), readFileSync(`${root}LICENSE`, 'utf8'))
    const wavec = (...args: readonly string[]) => {
      const { status, stdout, stderr } = spawnSync(process.execPath, [join(app, 'bin/wavec'), ...args], {
        encoding: 'utf8',
        cwd: app,
        env: { WAVEC_STEP: JSON.stringify(step), WAVEC_TERMINATION_LOG: join(app, 'verdict') },
      })
      return { status, stdout, stderr }
    }
    const ran = wavec('run')
    assert.deepEqual({ status: ran.status, stderr: ran.stderr }, { status: 0, stderr: '' })
    assert.match(ran.stdout, /"proved: v2 starts on the migrated schema/)
    assert.match(readFileSync(join(app, 'verdict'), 'utf8'), /"exit":0/)
    assert.match(wavec(...command).stdout, /^wavec run: runs one step of a pipeline/)
    assert.deepEqual(wavec('compile'), {
      status: 2,
      stdout: '',
      stderr: 'wavec: of all verbs, only `run` is in this image\nnext: wavec run --help\n',
    })
  } finally {
    rmSync(folder, { recursive: true })
  }
})

/** Builds as the Dockerfile does, and copies exactly the files that its last stage copies. */
function imageIn(folder: string): string {
  const [built, app] = [join(folder, 'build'), join(folder, 'app')]
  mkdirSync(join(built, 'bin'), { recursive: true })
  for (const path of ['package.json', 'LICENSE', 'src', ...builders, 'bin/wavec', 'bin/package.json'])
    cpSync(`${root}${path}`, join(built, path), { recursive: true })
  symlinkSync(`${root}node_modules`, join(built, 'node_modules'), 'junction')
  const { status, stderr } = spawnSync(process.execPath, [join(built, 'bin/build.mjs')], { encoding: 'utf8' })
  assert.deepEqual({ status, stderr }, { status: 0, stderr: '' })
  const copied = last.filter((line) => line.startsWith('COPY ')).flatMap((line) => line.split(/\s+/).slice(1, -1))
  const own = copied.map((path) => path.replace('/app/', '')).filter((path) => !path.startsWith('--'))
  for (const path of own) cpSync(join(built, path), join(app, path))
  return app
}

/** The only step that needs nothing but the program. */
const step = {
  contract: 1,
  kind: 'candidate',
  pipeline: 'orders',
  environment: 'default',
  namespace: 'shop',
  release: 'v2',
  digest: '0'.repeat(64),
  stopAfter: 10_000,
  candidate: { containers: ['app'], probes: [], stableFor: 0, observeRestarts: false },
} satisfies Step
