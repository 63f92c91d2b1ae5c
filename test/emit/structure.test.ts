import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Json, Manifest } from '../../src/manifest/manifest.ts'
import { emitted, isKustomization, titleOf } from '../support/kubernetes/emitted.ts'
import { expand, referencedNames } from '../support/kubernetes/expansion.ts'
import { goJson } from '../support/kubernetes/metadata.ts'
import { plant, type Path } from '../support/kubernetes/plant.ts'
import { candidateJob, configMap, deployment, job, pipeline, preflightStep, service } from '../support/kubernetes/samples.ts'
import { version } from '../support/kubernetes/steps.ts'
import { structureProblems } from '../support/kubernetes/structure.ts'

test('every emitted object keeps what no schema checks', () => {
  const objects = emitted().filter(({ manifest }) => !isKustomization(manifest))
  for (const { file, folder, manifest } of objects) {
    const siblings = objects.filter((object) => object.folder === folder).map((object) => object.manifest)
    assert.deepEqual(structureProblems(manifest, siblings), [], `${file}: ${titleOf(manifest)}`)
  }
})

test('the samples are right', () => {
  for (const manifest of pipeline()) assert.deepEqual(structureProblems(manifest, pipeline()), [], titleOf(manifest))
})

type Fault = readonly [string, Manifest, Path, Json | undefined, RegExp]

const pod = ['spec', 'template', 'spec']
const main = [...pod, 'containers', 0]
const sidecar = [...pod, 'initContainers', 0]
const rule = ['spec', 'podFailurePolicy', 'rules', 1]
const init = (fields: { readonly [key: string]: Json }): Json => [{ name: 'stamp', image: 'x@sha256:1', ...fields }]

const metadataFaults: readonly Fault[] = [
  ['label value with a slash', job(), ['metadata', 'labels', 'wavec.dev/pipeline'], 'shop/orders', /labels: wavec.dev\/pipeline has the illegal value/],
  ['label value of 64 characters', job(), [...pod.slice(0, -1), 'metadata', 'labels', 'x'], 'a'.repeat(64), /labels: x has the illegal value/],
  ['label key with two slashes', job(), ['metadata', 'labels', 'a/b/c'], 'x', /a\/b\/c is not a legal key/],
  ['label name of 64 characters', job(), ['metadata', 'labels', 'a'.repeat(64)], 'x', /is not a legal key/],
  ['annotation prefix of capitals is legal, a space is not', job(), ['metadata', 'annotations', 'Wavec.dev/a b'], 'x', /is not a legal key/],
  ['annotations too large', job(), ['metadata', 'annotations', 'x'], 'a'.repeat(262_144), /^metadata.annotations: \d+ bytes/],
  ['object too large for client-side apply', configMap(), ['data', 'a'], 'a'.repeat(262_000), /client-side apply: \d+ bytes/],
  ['escapes count', configMap(), ['data', 'a'], '<'.repeat(50_000), /client-side apply: 30\d+ bytes/],
  ['ConfigMap of a MiB', configMap(), ['data', 'a'], 'a'.repeat(1_048_576), /^data: \d+ bytes/],
  ['ConfigMap key with a slash', configMap(), ['data', 'sql/V1.sql'], 'x', /V1.sql is not a legal key/],
  ['Job name of 64 characters', job(), ['metadata', 'name'], 'a'.repeat(64), /not a DNS label/],
  ['Service name that starts with a digit', service(), ['metadata', 'name'], '1-orders', /starts with no letter/],
  ['name with an underscore', deployment(), ['metadata', 'name'], 'my_app', /not a DNS subdomain/],
]

const containerFaults: readonly Fault[] = [
  ['one name twice', candidateJob(), [...sidecar, 'name'], 'wavec', /two containers are named wavec/],
  ['container name with a dot', job(), [...main, 'name'], 'a.b', /not a DNS label/],
  ['probe on an init container', job(), [...pod, 'initContainers'], init({ readinessProbe: { exec: { command: ['x'] } } }), /readinessProbe: not allowed on an init container/],
  ['lifecycle on an init container', job(), [...pod, 'initContainers'], init({ lifecycle: {} }), /lifecycle: not allowed/],
  ['restartPolicy on a main container', job(), [...main, 'restartPolicy'], 'Always', /restartPolicy: not allowed on a main container/],
  ['mount without a volume', job(), [...main, 'volumeMounts', 0, 'name'], 'sql', /there is no volume sql/],
  ['volume without a mount', job(), [...main, 'volumeMounts'], [], /volumes\[migrations\]: mounted nowhere/],
  ['two volumes of one name', job(), [...pod, 'volumes', 1], { name: 'migrations', emptyDir: {} }, /volumes: two are named migrations/],
  ['path mounted twice', job(), [...main, 'volumeMounts', 1], { name: 'migrations', mountPath: '/migrations' }, /mounted twice/],
  ['variable set twice', job(), [...main, 'env', 3], { name: 'PGUSER', value: 'x' }, /PGUSER is set twice/],
  ['variable name with =', job(), [...main, 'env', 3], { name: 'A=B', value: 'x' }, /"A=B" is not a legal name/],
  ['value and valueFrom', job(), [...main, 'env', 0, 'value'], 'x', /has value and valueFrom/],
  ['variable of a later one', job(), [...main, 'env', 3], { name: 'A', value: '$(B)' }, /env.A: \$\(B\) is defined by nothing before it/],
  ['reference in an argument', job(), [...main, 'args'], ['-url=$(FLYWAY_URL)'], /args: \$\(FLYWAY_URL\) is no variable/],
  ['no containers', job(), [...pod, 'containers'], [], /no containers/],
]

const jobFaults: readonly Fault[] = [
  ['failure policy without Never', job(), [...pod, 'restartPolicy'], 'OnFailure', /needs restartPolicy Never/],
  ['rule for a container that is not there', job(), [...rule, 'onExitCodes', 'containerName'], 'flyway', /there is no container flyway/],
  ['rule without containerName', job(), [...rule, 'onExitCodes', 'containerName'], undefined, /no containerName/],
  ['unsorted exit codes', job(), [...rule, 'onExitCodes', 'values'], [75, 4], /ascending/],
  ['repeated exit codes', job(), [...rule, 'onExitCodes', 'values'], [4, 4], /ascending/],
  ['no exit codes', job(), [...rule, 'onExitCodes', 'values'], [], /0 values/],
  ['In with 0', job(), [...rule, 'onExitCodes'], { containerName: 'wavec', operator: 'In', values: [0, 4] }, /0 is no failure/],
  ['neither codes nor conditions', job(), [...rule, 'onExitCodes'], undefined, /needs one of/],
  ['21 rules', job(), ['spec', 'podFailurePolicy', 'rules'], Array.from({ length: 21 }, () => ({ action: 'Ignore', onPodConditions: [{ type: 'DisruptionTarget', status: 'True' }] })), /rules: 21, at most 20/],
  ['label of the Job controller', job(), [...pod.slice(0, -1), 'metadata', 'labels', 'job-name'], 'x', /belongs to the Job controller/],
  ['no deadline of an attempt', job(), [...pod, 'activeDeadlineSeconds'], undefined, /needed on the Job and on its pod template/],
  ['no deadline of the Job', job(), ['spec', 'activeDeadlineSeconds'], undefined, /needed on the Job and on its pod template/],
  ['deadline that cuts the second attempt', job(), ['spec', 'activeDeadlineSeconds'], 600, /600, but 2 attempts take up to 670/],
  ['deadline of the attempt not below', job(), ['spec', 'backoffLimit'], 3, /730, but 4 attempts take up to 1390/],
  ['two completions', job(), ['spec', 'completions'], 2, /completions: not 1/],
  ['no parallelism', job(), ['spec', 'parallelism'], undefined, /parallelism: not 1/],
  ['replaced while terminating', job(), ['spec', 'podReplacementPolicy'], 'TerminatingOrFailed', /podReplacementPolicy: not Failed/],
  ['no failure policy', job(), ['spec', 'podFailurePolicy'], undefined, /podFailurePolicy: missing/],
  ['no backoffLimit', job(), ['spec', 'backoffLimit'], undefined, /backoffLimit: missing/],
  ['TTL', job(), ['spec', 'ttlSecondsAfterFinished'], 120, /ttlSecondsAfterFinished: set/],
  ['token without a Role', job(), [...pod, 'automountServiceAccountToken'], undefined, /automountServiceAccountToken: not false/],
]

const candidateFaults: readonly Fault[] = [
  ...['startupProbe', 'livenessProbe', 'lifecycle'].map((field): Fault => [field, candidateJob(), [...sidecar, field], {}, new RegExp(`${field}: left of the workload`)]),
  ['hostPort', candidateJob(), [...sidecar, 'ports', 0, 'hostPort'], 8080, /a hostPort is left/],
  ['HTTP readiness probe', candidateJob(), [...sidecar, 'readinessProbe'], { httpGet: { path: '/', port: 1 } }, /only an exec probe stays/],
  ['unmarked candidate', candidateJob(), [...sidecar, 'env'], [], /WAVEC_CANDIDATE is not set/],
  ['main container beside wavec', candidateJob(), [...pod, 'containers', 1], { name: 'app', image: 'x' }, /the Job ends only if wavec is alone/],
  ['no sidecar', candidateJob(), [...sidecar, 'restartPolicy'], undefined, /no sidecar is the candidate/],
  ['long grace', candidateJob(), [...pod, 'terminationGracePeriodSeconds'], 60, /60, at most 20/],
  ['affinity', candidateJob(), [...pod, 'affinity'], {}, /affinity: left of the workload/],
]

const security = [...main, 'securityContext']
const securityFaults: readonly Fault[] = [
  ['root', job(), [...security, 'runAsUser'], 0, /runAsUser: 0/],
  ['maybe root', job(), [...security, 'runAsNonRoot'], undefined, /runAsNonRoot: not true/],
  ['escalation', job(), [...security, 'allowPrivilegeEscalation'], undefined, /allowPrivilegeEscalation: not false/],
  ['privileged', job(), [...security, 'privileged'], true, /privileged: true/],
  ['capabilities kept', job(), [...security, 'capabilities'], {}, /ALL is missing/],
  ['capability added', job(), [...security, 'capabilities', 'add'], ['NET_ADMIN'], /capabilities.add: NET_ADMIN/],
  ['no seccomp', job(), [...security, 'seccompProfile'], undefined, /seccompProfile/],
  ['unmasked proc', job(), [...security, 'procMount'], 'Unmasked', /procMount/],
  ['hostPath', job(), [...pod, 'volumes', 0], { name: 'migrations', hostPath: { path: '/' } }, /hostPath is not allowed/],
  ['host network', job(), [...pod, 'hostNetwork'], true, /hostNetwork: true/],
  ['hostPort', job(), [...main, 'ports'], [{ containerPort: 1, hostPort: 1 }], /a hostPort/],
  ['wavec beside a candidate', candidateJob(), [...security, 'capabilities'], {}, /ALL is missing/],
  ['init container of wavec', job(), [...pod, 'initContainers'], init({}), /containers?\[stamp\].securityContext.runAsNonRoot/i],
]

const contentFaults: readonly Fault[] = [
  ['Step that is no JSON', job(), [...main, 'env', 2, 'value'], '{', /WAVEC_STEP: .*JSON/],
  ['Step of an unknown kind', job(), [...main, 'env', 2, 'value'], JSON.stringify({ ...preflightStep, kind: 'preflite' }), /WAVEC_STEP: .*Invalid/],
  ['Step with an unknown field', job(), [...main, 'env', 2, 'value'], JSON.stringify({ ...preflightStep, lock: 1 }), /Unrecognized key: "lock"/],
  ['no Step', job(), [...main, 'env', 2], { name: 'X', value: 'x' }, /no container has a WAVEC_STEP/],
  ['version of wavec', job(), [...main, 'image'], `wavec:${version}`, /holds wavec's version/],
  ['literal password', job(), [...main, 'env', 3], { name: 'FLYWAY_PASSWORD', value: 'hunter2' }, /FLYWAY_PASSWORD: a literal password/],
  ['password in a URL', job(), [...main, 'env', 3], { name: 'DATABASE_URL', value: 'postgres://a:hunter2@db/x' }, /DATABASE_URL: a literal password/],
  ['password as an argument', job(), [...main, 'args'], ['-password=$(PGPASSWORD)'], /holds a password/],
  ['password flag without a value', job(), [...main, 'args'], ['--password', 'x'], /holds a password/],
  ['password expanded in a URL argument', job(), [...main, 'command'], ['migrate', '-database', 'postgres://u:$(PGPASSWORD)@db/x'], /holds a password/],
  ['password in a ConfigMap', configMap(), ['data', 'DB_PASSWORD'], 'hunter2', /data.DB_PASSWORD: a password/],
  ['Secret in clear text', { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'x' } }, ['stringData', 'a'], 'b', /a Secret in clear text/],
]

const groups = { metadata: metadataFaults, containers: containerFaults, Jobs: jobFaults, candidates: candidateFaults, 'Pod Security': securityFaults, 'Steps and secrets': contentFaults }

for (const [group, faults] of Object.entries(groups)) {
  test(`each planted fault is found: ${group}`, () => {
    for (const [title, manifest, path, value, expected] of faults) {
      const problems = structureProblems(plant(manifest, path, value), pipeline())
      assert.ok(problems.some((problem) => expected.test(problem)), `${title}: ${JSON.stringify(problems)}`)
    }
  })
}

test('what is legal is left alone', () => {
  const bound: Manifest = { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'RoleBinding', metadata: { name: 'x' }, subjects: [{ kind: 'ServiceAccount', name: 'orders-wavec' }] }
  assert.deepEqual(structureProblems(plant(job(), [...pod, 'automountServiceAccountToken'], undefined), [bound]), [], 'a token for a bound account')
  assert.deepEqual(structureProblems(plant(deployment(), [...pod, 'volumes'], [{ name: 'spare', emptyDir: {} }]), []), [], "a workload's unused volume")
  assert.deepEqual(structureProblems(plant(job(), [...main, 'args'], ['$$(NOT_A_VARIABLE)', '$', '$(']), []), [], 'escaped references')
  assert.deepEqual(structureProblems(plant(job(), [...main, 'env', 3], { name: 'FLYWAY_PASSWORD', value: '$(PGPASSWORD)' }), []), [], 'a variable made of one before it')
  const escaped = JSON.stringify({ ...preflightStep, checks: { role: '$(migrator)' } }).replaceAll('$', '$$$$')
  assert.deepEqual(structureProblems(plant(job(), [...main, 'env', 2, 'value'], escaped), []), [], 'an escaped Step')
})

test("references expand as Kubernetes' own expansion does", () => {
  const cases = [
    ['$(A)', '<A>'],
    ['$$(A)', '$(A)'],
    ['$$$(A)', '$<A>'],
    ['$A $ $', '$A $ $'],
    ['$(A', '$(A'],
    ['$(A$(B))', '<A$(B>)'],
    ['$()', '<>'],
    ['cost: 5$$', 'cost: 5$'],
  ] as const
  for (const [text, expected] of cases) assert.equal(expand(text, (name) => `<${name}>`), expected, text)
  assert.deepEqual(referencedNames('$(A) $$(B) $(C)'), ['A', 'C'])
})

test("size is that of Go's JSON, which escapes five characters", () => {
  const manifest = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'x' }, data: { a: '<>&\u2028\u2029é"' } }
  assert.match(goJson(manifest), /"a":"\\u003c\\u003e\\u0026\\u2028\\u2029é\\""/)
})
