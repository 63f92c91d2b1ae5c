// The Jobs as they are emitted, started as a kubelet would on each Node: the program comes out of its ConfigMap and does its
// work. Skipped, with the reason, where this machine has no root or a Node can't be had.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { runnerProgram } from '../../src/connect/runner-program.ts'
import { diskTree } from '../../src/connect/disk.ts'
import { loadManifests } from '../../src/manifest/load.ts'
import { compileAll } from '../../src/project/compile/compile-all.ts'
import { version } from '../../src/protocol/version.ts'
import { repository } from '../support/golden.ts'
import { cannot, startContainer, type Cluster, type Container, type Volume } from '../support/kubelet.ts'
import { nodes } from '../support/nodes.ts'
import { database, majors, onServer } from '../support/postgres.ts'
import { builtRunner } from '../support/program.ts'
import { noProgram } from '../support/recorded-renderers.ts'

const [major] = majors
const noServer = major === undefined ? 'no PostgreSQL here' : false
const path = '/opt/node/bin/node'

interface Pod {
  readonly kind: string
  readonly metadata: { readonly name: string }
  readonly data?: Readonly<Record<string, string>>
  readonly binaryData?: Readonly<Record<string, string>>
  readonly spec: {
    readonly template: { readonly spec: { containers: readonly Container[]; volumes: readonly Volume[] } }
  }
}

for (const { version: nodeVersion, path: node, skip } of nodes) {
  test(
    `Node ${nodeVersion} runs preflight and migrate from the ConfigMap`,
    { skip: cannot || skip || noServer },
    async () => {
      const runner = runnerProgram(await builtRunner())
      const { objects, configMaps } = compiled(runner)
      await using on = await database(major ?? 18)
      const role = `migrator_${on.name}`
      await onServer(
        on.server,
        `create role ${role} login password 'secret'; alter database ${on.name} owner to ${role}`,
      )
      const connection = {
        host: '127.0.0.1',
        port: String(on.server.port),
        dbname: on.name,
        username: role,
        password: 'secret',
      }
      const secrets = Object.fromEntries(
        Object.entries(connection).map(([key, value]) => [`ledger-migrator/${key}`, value]),
      )
      for (const job of ['ledger-1-preflight', 'ledger-2-migrate']) {
        const { containers, volumes } = podOf(objects, job)
        const [container] = containers
        assert.ok(container !== undefined)
        assert.equal(container.command[0], path)
        const ended = startContainer(container, volumes, { configMaps, secrets }, node)
        assert.deepEqual({ status: ended.status, stderr: ended.stderr }, { status: 0, stderr: '' }, ended.stdout)
        const [first = ''] = ended.stdout.split('\n')
        assert.equal(field(first, 'wavec'), `${version} sha256:${runner.sha256}`)
        assert.equal(field(ended.terminationLog, 'exit'), 0)
      }
      await using client = await on.client()
      const { rows } = await client.query('select count(*)::int as tables from pg_tables where tablename = $1', [
        'entries',
      ])
      assert.deepEqual(rows, [{ tables: 1 }])
    },
  )
}

test('the container is as restricted as its securityContext says', { skip: cannot }, async () => {
  const { objects, configMaps } = compiled(runnerProgram(await builtRunner()))
  const { containers, volumes } = podOf(objects, 'ledger-1-preflight')
  const look = `
    const tried = ['/', '/tmp', '/wavec/runner', '/wavec/migrations', '/opt', '/dev'].map((folder) => {
      try { fs.writeFileSync(folder + '/x', ''); return folder } catch (error) { return error.code }
    })
    const status = Object.fromEntries(fs.readFileSync('/proc/self/status', 'utf8').split('\\n').map((line) => line.split(':\\t')))
    console.log(JSON.stringify({
      user: [process.getuid(), process.getgid(), process.getgroups()],
      capabilities: [status.CapPrm, status.CapEff, status.CapInh, status.NoNewPrivs],
      tried,
      variables: Object.keys(process.env).sort(),
      link: fs.readlinkSync('/wavec/runner/wavec.cjs.br'),
      shell: fs.existsSync('/bin/sh'),
    }))`
  const [container] = containers
  assert.ok(container !== undefined)
  const ended = startContainer(
    { ...container, command: [path, '-e', look], args: [] },
    volumes,
    { configMaps, secrets: {} },
    process.execPath,
  )
  assert.equal(ended.stderr, '')
  const none = '0'.repeat(16)
  assert.deepEqual(JSON.parse(ended.stdout), {
    user: [65532, 65532, [65532]],
    capabilities: [none, none, none, '1'],
    tried: ['EROFS', 'EROFS', 'EROFS', 'EROFS', 'EROFS', 'EROFS'],
    variables: (container.env ?? []).map(({ name }) => name).sort(),
    link: '..data/wavec.cjs.br',
    shell: false,
  })
})

function compiled(runner: Parameters<typeof compileAll>[2]['runner']) {
  const tree = diskTree(`${repository}test/golden/gate-travels`)
  const { files, diagnostics } = compileAll(tree, 'waves', { renderer: noProgram, runner })
  assert.deepEqual(diagnostics, [])
  const objects = files
    .filter((file) => file.path.endsWith('.yaml'))
    .flatMap((file) => loadManifests(file.path, file.text).manifests.map(({ manifest }) => manifest as unknown as Pod))
  const configMaps: Cluster['configMaps'] = new Map(
    objects
      .filter(({ kind }) => kind === 'ConfigMap')
      .map(({ metadata, data = {}, binaryData = {} }) => [
        metadata.name,
        Object.fromEntries([
          ...Object.entries(data).map(([key, text]) => [key, Buffer.from(text)] as const),
          ...Object.entries(binaryData).map(([key, text]) => [key, Buffer.from(text, 'base64')] as const),
        ]),
      ]),
  )
  return { objects, configMaps }
}

function podOf(objects: readonly Pod[], job: string) {
  const found = objects.find(({ kind, metadata }) => kind === 'Job' && metadata.name === job)
  assert.ok(found !== undefined, job)
  return found.spec.template.spec
}

function field(json: string, name: string): unknown {
  return (JSON.parse(json) as Readonly<Record<string, unknown>>)[name]
}
