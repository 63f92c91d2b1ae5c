import { auditApplications } from '../../audit/applications.ts'
import { diagnostic, type Diagnostic } from '../../diagnostic/diagnostic.ts'
import { at, objectAt, textAt } from '../../manifest/fields.ts'
import type { UnitDocument } from '../../render/index.ts'
import { resolvePath } from '../../source/path.ts'
import { outputFolder } from '../argocd/links.ts'
import type { EmitContext } from '../context.ts'
import { workloadFile, type PipelineObjects } from '../files.ts'

/** What the settings of the Application do to the pipeline: the audit's own rules, with their places in the spec. */
export function checkApplication(context: EmitContext, objects: PipelineObjects): readonly Diagnostic[] {
  return [...checkOwnPath(context), ...checkSettings(context, objects)]
}

/** A sync that changes the Application it runs for, or prunes it. */
function checkOwnPath({ pipeline, workload }: EmitContext): Diagnostic[] {
  const own = outputFolder(pipeline)
  return workload.documents.flatMap(({ manifest, locate }) => {
    const source = manifest.kind === 'Application' ? objectAt(manifest, 'spec', 'source') : undefined
    const synced = resolvePath('', textAt(source, 'path') ?? '/')
    const isAbove = synced === '' || own.startsWith(`${synced}/`)
    if (synced !== own && !(isAbove && at(source, 'directory', 'recurse') === true)) return []
    return [
      diagnostic('application/in-its-own-path', {
        message: `Application/${manifest.metadata.name} would be in ${own}, which it syncs itself`,
        why: 'a sync then changes its own settings while it runs, and a commit without this file prunes the Application with all that it made',
        help: 'describe it in the spec, application: { spec: … }: wavec writes it to the folder applications beside the path',
        span: locate(['spec', 'source', 'path']),
      }),
    ]
  })
}

/** These say that pods would meet a schema of another release; the gate holds such pods back. */
const closedByGate: ReadonlySet<string> = new Set([
  'application/generate-paths-skip-hooks',
  'application/self-heal-skips-hooks',
])

function checkSettings(context: EmitContext, objects: PipelineObjects): readonly Diagnostic[] {
  const { pipeline, workload } = context
  if (objects.application === undefined) return []
  const own = outputFolder(pipeline)
  const inSpec: UnitDocument['locate'] = () => pipeline.locate(['application'])
  const made = objects.files.flatMap(({ name, manifests }) =>
    manifests.map((manifest): UnitDocument => ({
      manifest,
      file: `${own}/${name}`,
      locate: inSpec,
      origin: 'rendered',
    })),
  )
  const carried = workload.documents.map(({ manifest, locate }): UnitDocument => ({
    manifest,
    file: `${own}/${workloadFile}`,
    locate,
    origin: 'rendered',
  }))
  const application: UnitDocument = {
    manifest: objects.application,
    file: pipeline.file,
    locate: (path, part) => pipeline.locate(['application', ...path], part),
    origin: 'rendered',
  }
  const isGated = typeof pipeline.spec.workload !== 'string' && pipeline.spec.workload.gate !== undefined
  return auditApplications(application, {
    name: own,
    from: 'kustomization',
    documents: [...made, ...carried],
    generated: [],
  }).filter(({ code }) => !(isGated && closedByGate.has(code)))
}
