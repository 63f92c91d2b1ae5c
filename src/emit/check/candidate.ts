import { diagnostic, type Diagnostic } from '../../diagnostic/diagnostic.ts'
import { asText, at, isList, objectsAt, textAt } from '../../manifest/fields.ts'
import type { JsonObject } from '../../manifest/manifest.ts'
import type { EmitContext } from '../context.ts'
import { candidateAccount, observesRestarts } from '../argocd/candidate-account.ts'
import { gateName } from '../argocd/gate.ts'
import type { Copies } from '../argocd/copies.ts'
import { probesOf } from '../argocd/probes.ts'

/** What keeps the workload's pod from running once more beside the real ones. */
export function checkCandidate(context: EmitContext, copies: Copies): readonly Diagnostic[] {
  if (context.plan.profile.candidate === 'none') return checkNames(context)
  return [...checkChosen(context), ...checkVolumes(context), ...checkNames(context), ...checkProbes(context, copies)]
}

function checkChosen({ pipeline }: EmitContext): Diagnostic[] {
  const { candidate } = pipeline.spec.deploy
  if (candidate === false) {
    return [
      diagnostic('candidate/refused', {
        message: 'profile presync proves a release with a candidate',
        why: 'without one its deploy and smoke-test would only test the version that serves already',
        help: 'use profile: phases, which smoke-tests after the sync',
        span: pipeline.locate(['deploy', 'candidate']),
      }),
    ]
  }
  const isChosen =
    candidate !== undefined &&
    (candidate.env !== undefined || candidate.args !== undefined || candidate.passive === true)
  if (isChosen) return []
  return [
    diagnostic('candidate/not-chosen', {
      message: 'nothing says that a second copy of the application may run',
      why: 'the candidate is a whole production process: it would consume queues, run schedules and stand for election',
      help: 'switch that off, deploy: { candidate: { env: { CONSUMERS: "off" } } }, or say that it only serves: { passive: true }',
      span: pipeline.locate(['deploy', 'candidate']),
    }),
  ]
}

function checkVolumes({ workload, pipeline }: EmitContext): Diagnostic[] {
  const { manifest, locate } = workload.chosen
  const templates = objectsAt(manifest, 'spec', 'volumeClaimTemplates').flatMap((claim, index) =>
    isShared(claim)
      ? []
      : [
          exclusive(
            `volumeClaimTemplates/${textAt(claim, 'metadata', 'name')}`,
            locate(['spec', 'volumeClaimTemplates', index]),
          ),
        ],
  )
  const claims = objectsAt(workload.podSpec, 'volumes').flatMap((volume, index) => {
    const name = textAt(volume, 'persistentVolumeClaim', 'claimName')
    const claim = workload.documents.find(
      (document) => document.manifest.kind === 'PersistentVolumeClaim' && document.manifest.metadata.name === name,
    )
    if (
      name === undefined ||
      claim === undefined ||
      isShared(claim.manifest) ||
      pipeline.spec.external.includes(`PersistentVolumeClaim/${name}`)
    )
      return []
    return [exclusive(`PersistentVolumeClaim/${name}`, locate(['spec', 'template', 'spec', 'volumes', index]))]
  })
  return [...templates, ...claims]
}

function isShared(claim: JsonObject): boolean {
  const modes = at(claim, 'spec', 'accessModes')
  const texts = isList(modes) ? modes.map(asText) : []
  return texts.includes('ReadWriteMany') || texts.includes('ReadOnlyMany')
}

function exclusive(id: string, span: Diagnostic['span']): Diagnostic {
  return diagnostic('candidate/read-write-once', {
    message: `${id} can be mounted by one node only`,
    why: 'the candidate would wait for the volume of the pod that serves, or write into it',
    help: 'use profile: phases, which needs no candidate, or a ReadWriteMany volume',
    span,
  })
}

const ownNames = ['wavec', 'stamp', gateName]

function checkNames({ workload }: EmitContext): Diagnostic[] {
  const { locate } = workload.chosen
  return ['initContainers', 'containers'].flatMap((list) =>
    objectsAt(workload.podSpec, list).flatMap((container, index) => {
      const name = textAt(container, 'name') ?? ''
      if (!ownNames.includes(name)) return []
      return [
        diagnostic('candidate/container-name', {
          message: `a container of the workload is called ${name}, as wavec's own is`,
          why: 'both would be in one pod, and the rules for its exit codes would match the wrong one',
          help: 'give the container another name',
          span: locate(['spec', 'template', 'spec', list, index, 'name']),
        }),
      ]
    }),
  )
}

function checkProbes(context: EmitContext, copies: Copies): Diagnostic[] {
  const { workload } = context
  if (at(workload.podSpec, 'hostNetwork') === true) {
    return [
      diagnostic('candidate/host-network', {
        message: "the pod uses the node's network",
        why: 'a second copy on the same node would find its ports taken',
        help: 'use profile: phases, which needs no candidate',
        span: workload.chosen.locate(['spec', 'template', 'spec', 'hostNetwork']),
      }),
    ]
  }
  return objectsAt(workload.podSpec, 'containers').flatMap((container, index) => {
    const probes = probesOf(container)
    const span = workload.chosen.locate(['spec', 'template', 'spec', 'containers', index])
    const unknown = probes.find((probe) => probe.type !== 'exec' && probe.port === 0)
    if (unknown !== undefined) return [badProbePort(unknown.container, unknown.name, span)]
    if (observesRestarts(context, copies)) return []
    if (probes.length === 0) return [unseenRestarts(context, copies, { name: textAt(container, 'name') ?? '', span })]
    if (!probes.some(({ type }) => type === 'exec')) return []
    return [
      diagnostic('candidate/exec-probe', {
        message: `container ${textAt(container, 'name')} is probed by a command`,
        why: "wavec can only read the result from the pod's status, and the pod may not read itself",
        help: 'give the workload a ServiceAccount without identity and bindings, which wavec copies with that right, or use an httpGet, tcpSocket or grpc probe',
        span,
      }),
    ]
  })
}

function unseenRestarts(
  context: EmitContext,
  copies: Copies,
  { name, span }: { readonly name: string; readonly span: Diagnostic['span'] },
): Diagnostic {
  return diagnostic('candidate/unseen-restarts', {
    message: `a restart of container ${name} is not seen while the candidate is watched`,
    why: `the pod keeps the ServiceAccount ${candidateAccount(context, copies).name ?? 'default'}, which may not read the pod, and the container has no probe`,
    help: 'give it a readiness probe over HTTP, TCP or gRPC',
    span,
  })
}

function badProbePort(container: string, name: string, span: Diagnostic['span']): Diagnostic {
  return diagnostic('stage/unknown-port', {
    message: `the ${name} probe of ${container} names a port that the container does not have`,
    help: 'name one of its ports, or a number',
    span,
  })
}
