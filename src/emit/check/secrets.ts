import { auditCredentials } from '../../audit/credentials.ts'
import { secretEntries } from '../../credentials/index.ts'
import { diagnostic, type Diagnostic } from '../../diagnostic/diagnostic.ts'
import type { SourceManifest } from '../../manifest/manifest.ts'
import { podReferencesOf } from '../../refs/references.ts'
import type { Tree } from '../../source/tree.ts'
import { credentialOf } from '../argocd/connection.ts'
import { gateOf } from '../argocd/gate.ts'
import type { EmitContext } from '../context.ts'
import { notIgnored } from '../../source/not-ignored.ts'

/** Plaintext credentials, and the migrator's credentials in the application's pods. */
export function checkSecrets(context: EmitContext, tree: Tree): readonly Diagnostic[] {
  return [...checkShared(context), ...checkGate(context), ...checkPlaintext(context, tree)]
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

function checkPlaintext({ workload }: EmitContext, tree: Tree): readonly Diagnostic[] {
  const found = workload.documents.flatMap((document) => {
    const credentials = auditCredentials(document)
    return credentials.length > 0 ? credentials : checkValues(document)
  })
  return notIgnored(found, tree, ['secret/plaintext'])
}

/** What does not look like a credential may be one. */
function checkValues({ manifest, locate }: SourceManifest): Diagnostic[] {
  const [first] = manifest.kind === 'Secret' ? secretEntries(manifest) : []
  if (first === undefined) return []
  return [
    diagnostic('secret/plaintext', {
      message: `Secret/${manifest.metadata.name} holds its values in git`,
      why: 'base64 is not encryption, and git keeps every version',
      help: 'keep it in a store, and refer to it: an ExternalSecret, or valueFrom.secretKeyRef',
      span: locate([first.field], 'key'),
      secret: [locate([first.field])],
    }),
  ]
}
