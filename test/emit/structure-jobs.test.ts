import { test } from 'node:test'
import { assertFound, init, main, pod, sidecar, type Fault } from '../support/kubernetes/faults.ts'
import { candidateJob, configMap, job, preflightStep } from '../support/kubernetes/samples.ts'
import { version } from '../support/kubernetes/steps.ts'

const rule = ['spec', 'podFailurePolicy', 'rules', 1]

const jobFaults: readonly Fault[] = [
  ['failure policy without Never', job(), [...pod, 'restartPolicy'], 'OnFailure', /needs restartPolicy Never/],
  [
    'rule for a container that is not there',
    job(),
    [...rule, 'onExitCodes', 'containerName'],
    'flyway',
    /there is no container flyway/,
  ],
  ['rule without containerName', job(), [...rule, 'onExitCodes', 'containerName'], undefined, /no containerName/],
  ['unsorted exit codes', job(), [...rule, 'onExitCodes', 'values'], [75, 4], /ascending/],
  ['repeated exit codes', job(), [...rule, 'onExitCodes', 'values'], [4, 4], /ascending/],
  ['no exit codes', job(), [...rule, 'onExitCodes', 'values'], [], /0 values/],
  [
    'In with 0',
    job(),
    [...rule, 'onExitCodes'],
    { containerName: 'wavec', operator: 'In', values: [0, 4] },
    /0 is no failure/,
  ],
  ['neither codes nor conditions', job(), [...rule, 'onExitCodes'], undefined, /needs one of/],
  [
    '21 rules',
    job(),
    ['spec', 'podFailurePolicy', 'rules'],
    Array.from({ length: 21 }, () => ({
      action: 'Ignore',
      onPodConditions: [{ type: 'DisruptionTarget', status: 'True' }],
    })),
    /rules: 21, at most 20/,
  ],
  [
    'label of the Job controller',
    job(),
    [...pod.slice(0, -1), 'metadata', 'labels', 'job-name'],
    'x',
    /belongs to the Job controller/,
  ],
  [
    'no deadline of an attempt',
    job(),
    [...pod, 'activeDeadlineSeconds'],
    undefined,
    /needed on the Job and on its pod template/,
  ],
  [
    'no deadline of the Job',
    job(),
    ['spec', 'activeDeadlineSeconds'],
    undefined,
    /needed on the Job and on its pod template/,
  ],
  [
    'deadline that cuts the second attempt',
    job(),
    ['spec', 'activeDeadlineSeconds'],
    600,
    /600, but 2 attempts take up to 670/,
  ],
  ['deadline of the attempt not below', job(), ['spec', 'backoffLimit'], 3, /730, but 4 attempts take up to 1390/],
  ['two completions', job(), ['spec', 'completions'], 2, /completions: not 1/],
  ['no parallelism', job(), ['spec', 'parallelism'], undefined, /parallelism: not 1/],
  [
    'replaced while terminating',
    job(),
    ['spec', 'podReplacementPolicy'],
    'TerminatingOrFailed',
    /podReplacementPolicy: not Failed/,
  ],
  ['no failure policy', job(), ['spec', 'podFailurePolicy'], undefined, /podFailurePolicy: missing/],
  ['no backoffLimit', job(), ['spec', 'backoffLimit'], undefined, /backoffLimit: missing/],
  ['TTL', job(), ['spec', 'ttlSecondsAfterFinished'], 120, /ttlSecondsAfterFinished: set/],
  [
    'token without a Role',
    job(),
    [...pod, 'automountServiceAccountToken'],
    undefined,
    /automountServiceAccountToken not false, yet no Role is bound/,
  ],
  [
    'a token of its own, of an account without a Role',
    job(),
    [...pod, 'volumes'],
    [{ name: 'wavec-token', projected: { sources: [{ serviceAccountToken: { path: 'token' } }] } }],
    /a token, yet no Role is bound/,
  ],
]

const candidateFaults: readonly Fault[] = [
  ...['startupProbe', 'livenessProbe', 'lifecycle'].map((field): Fault => [
    field,
    candidateJob(),
    [...sidecar, field],
    {},
    new RegExp(`${field}: left of the workload`),
  ]),
  ['hostPort', candidateJob(), [...sidecar, 'ports', 0, 'hostPort'], 8080, /a hostPort is left/],
  [
    'HTTP readiness probe',
    candidateJob(),
    [...sidecar, 'readinessProbe'],
    { httpGet: { path: '/', port: 1 } },
    /only an exec probe stays/,
  ],
  ['unmarked candidate', candidateJob(), [...sidecar, 'env'], [], /WAVEC_CANDIDATE is not set/],
  [
    'main container beside wavec',
    candidateJob(),
    [...pod, 'containers', 1],
    { name: 'app', image: 'x' },
    /the Job ends only if wavec is alone/,
  ],
  ['no sidecar', candidateJob(), [...sidecar, 'restartPolicy'], undefined, /the Step names app, which is no sidecar/],
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
  [
    'hostPath',
    job(),
    [...pod, 'volumes', 0],
    { name: 'migrations', hostPath: { path: '/' } },
    /hostPath is not allowed/,
  ],
  ['host network', job(), [...pod, 'hostNetwork'], true, /hostNetwork: true/],
  ['hostPort', job(), [...main, 'ports'], [{ containerPort: 1, hostPort: 1 }], /a hostPort/],
  ['wavec container in a candidate Job', candidateJob(), [...security, 'capabilities'], {}, /ALL is missing/],
  [
    'init container of wavec',
    job(),
    [...pod, 'initContainers'],
    init({}),
    /containers?\[stamp\].securityContext.runAsNonRoot/i,
  ],
]

const contentFaults: readonly Fault[] = [
  ['Step that is not JSON', job(), [...main, 'env', 2, 'value'], '{', /WAVEC_STEP: .*JSON/],
  [
    'Step of an unknown kind',
    job(),
    [...main, 'env', 2, 'value'],
    JSON.stringify({ ...preflightStep, kind: 'preflite' }),
    /WAVEC_STEP: .*Invalid/,
  ],
  [
    'Step with an unknown field',
    job(),
    [...main, 'env', 2, 'value'],
    JSON.stringify({ ...preflightStep, lock: 1 }),
    /Unrecognized key: "lock"/,
  ],
  ['no Step', job(), [...main, 'env', 2], { name: 'X', value: 'x' }, /no container has a WAVEC_STEP/],
  ['version of wavec', job(), [...main, 'image'], `wavec:${version}`, /holds wavec's version/],
  [
    'literal password',
    job(),
    [...main, 'env', 3],
    { name: 'FLYWAY_PASSWORD', value: 'hunter2' },
    /FLYWAY_PASSWORD: a literal password/,
  ],
  [
    'password in a URL',
    job(),
    [...main, 'env', 3],
    { name: 'DATABASE_URL', value: 'postgres://a:hunter2@db/x' },
    /DATABASE_URL: a literal password/,
  ],
  ['password as an argument', job(), [...main, 'args'], ['-password=$(PGPASSWORD)'], /holds a password/],
  ['password flag without a value', job(), [...main, 'args'], ['--password', 'x'], /holds a password/],
  [
    'password expanded in a URL argument',
    job(),
    [...main, 'command'],
    ['migrate', '-database', 'postgres://u:$(PGPASSWORD)@db/x'],
    /holds a password/,
  ],
  ['password in a ConfigMap', configMap(), ['data', 'DB_PASSWORD'], 'hunter2', /data.DB_PASSWORD: a password/],
  [
    'Secret in clear text',
    { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'x' } },
    ['stringData', 'a'],
    'b',
    /a Secret in clear text/,
  ],
]

const groups = {
  Jobs: jobFaults,
  candidates: candidateFaults,
  'Pod Security': securityFaults,
  'Steps and secrets': contentFaults,
}

for (const [group, faults] of Object.entries(groups)) {
  test(`each planted fault is reported: ${group}`, () => {
    for (const fault of faults) assertFound(fault)
  })
}
