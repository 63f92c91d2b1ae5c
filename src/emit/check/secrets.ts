import { diagnostic, type Diagnostic } from '../../diagnostic/diagnostic.ts'
import { objectAt, objectsAt, textAt } from '../../manifest/fields.ts'
import type { SourceManifest } from '../../manifest/manifest.ts'
import { podSpecPaths } from '../../refs/fields.ts'
import { findFields } from '../../refs/path.ts'
import { podReferencesOf } from '../../refs/references.ts'
import { credentialIn } from '../../source/credential.ts'
import { credentialOf } from '../argocd/connection.ts'
import { gateOf } from '../argocd/gate.ts'
import type { EmitContext } from '../context.ts'

/** Plaintext credentials, and the migrator's credentials in the application's pods. */
export function checkSecrets(context: EmitContext): readonly Diagnostic[] {
  return [...checkShared(context), ...checkGate(context), ...context.workload.documents.flatMap(checkPlaintext)]
}

function checkShared({ pipeline, workload }: EmitContext): Diagnostic[] {
  const { secret: name } = credentialOf(pipeline, 'migrator')
  const base = ['spec', 'template', 'spec']
  const used = podReferencesOf(workload.podSpec, base).find(
    (reference) => reference.kind === 'Secret' && reference.name === name,
  )
  if (used === undefined) return []
  return [
    diagnostic('secret/shared-with-workload', {
      message: `the workload reads Secret/${name}, which is the migrator's`,
      why: 'an intruder in the application could then alter and drop its tables',
      help: 'give the migrator a role and a Secret of its own',
      span: workload.chosen.locate(used.path),
      related: [{ span: pipeline.locate(['database', 'secret']), message: 'the migrator’s Secret' }],
    }),
  ]
}

/** A pod that serves would hold the migrator's password. */
function checkGate({ pipeline }: EmitContext): Diagnostic[] {
  const { secret: migrator } = credentialOf(pipeline, 'migrator')
  if (gateOf(pipeline) === undefined || credentialOf(pipeline, 'gate').secret !== migrator) return []
  return [
    diagnostic('secret/shared-with-workload', {
      message: `the gate reads Secret/${migrator}, which is the migrator's`,
      why: "it is in the workload's pods: an intruder in the application could then alter and drop its tables",
      help: 'give it a role that may only read the ledger: npx wavec init --role-sql MIGRATOR --gate GATE',
      span: pipeline.locate(['workload', 'gate', 'secret']),
      related: [{ span: pipeline.locate(['database', 'secret']), message: 'the migrator’s Secret' }],
    }),
  ]
}

function checkPlaintext({ manifest, locate }: SourceManifest): Diagnostic[] {
  if (manifest.kind === 'Secret') {
    const field = ['data', 'stringData'].find((key) => Object.keys(objectAt(manifest, key) ?? {}).length > 0)
    return field === undefined
      ? []
      : [
          plaintext(
            `Secret/${manifest.metadata.name} holds its values in git`,
            'base64 is not encryption, and git keeps every version',
            locate([field]),
          ),
        ]
  }
  const podPath = podSpecPaths[manifest.kind]
  if (podPath === undefined) return []
  return findFields(manifest, podPath).flatMap((pod) =>
    ['initContainers', 'containers'].flatMap((list) =>
      objectsAt(pod.value, list).flatMap((container, index) =>
        objectsAt(container, 'env').flatMap((entry, at) => {
          const problem = credentialIn(textAt(entry, 'name'), textAt(entry, 'value') ?? '')
          if (problem === undefined) return []
          const path = [...pod.path, list, index, 'env', at, 'value']
          return [
            plaintext(
              `${problem} is in plaintext`,
              'everyone who can read the repository, or the pod, can read it',
              locate(path),
            ),
          ]
        }),
      ),
    ),
  )
}

function plaintext(message: string, why: string, span: Diagnostic['span']): Diagnostic {
  return diagnostic('secret/plaintext', {
    message,
    why,
    help: 'keep it in a store, and refer to it: an ExternalSecret, or valueFrom.secretKeyRef',
    span,
  })
}
