import { auditLinks } from '../../audit/links.ts'
import { auditApplications } from '../../audit/applications.ts'
import { diagnostic, type Diagnostic } from '../../diagnostic/diagnostic.ts'
import { at, objectAt, textAt } from '../../manifest/fields.ts'
import type { UnitDocument } from '../../render/index.ts'
import { resolvePath } from '../../source/path.ts'
import { outputFolder } from '../argocd/links.ts'
import type { Tree } from '../../source/tree.ts'
import type { EmitContext } from '../context.ts'
import { workloadFile, type PipelineObjects } from '../files.ts'
import { notIgnored } from '../../source/not-ignored.ts'

/** What the settings of the Application do to the pipeline: the audit's own rules, with their places in the spec. */
export function checkApplication(context: EmitContext, objects: PipelineObjects, tree: Tree): readonly Diagnostic[] {
  const found = [...checkOwnPath(context), ...checkLinks(context, objects), ...checkSettings(context, objects)]
  return notIgnored(found, tree, ['application/unsafe-source', 'option/unsafe-link'])
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
  const { pipeline } = context
  const { application, synced } = documentsOf(context, objects)
  if (application === undefined) return []
  const isGated = typeof pipeline.spec.workload !== 'string' && pipeline.spec.workload.gate !== undefined
  return auditApplications(application, {
    name: outputFolder(pipeline),
    from: 'kustomization',
    documents: synced,
    generated: [],
  }).filter(({ code }) => !(isGated && closedByGate.has(code)))
}

/** Also where the spec describes no Application, which is then described elsewhere. */
function checkLinks(context: EmitContext, objects: PipelineObjects): readonly Diagnostic[] {
  const { application, synced } = documentsOf(context, objects)
  return [...(application === undefined ? [] : [application]), ...synced].flatMap((document) => auditLinks(document))
}

interface Documents {
  readonly application: UnitDocument | undefined
  readonly synced: readonly UnitDocument[]
}

function documentsOf({ pipeline, workload }: EmitContext, objects: PipelineObjects): Documents {
  const own = outputFolder(pipeline)
  const made = objects.files.flatMap(({ name, manifests }) =>
    manifests.map((manifest): UnitDocument => ({
      manifest,
      file: `${own}/${name}`,
      locate: () => pipeline.locate(['application']),
      origin: 'rendered',
    })),
  )
  const carried = workload.documents.map(({ manifest, locate }): UnitDocument => ({
    manifest,
    file: `${own}/${workloadFile}`,
    locate,
    origin: 'rendered',
  }))
  const application: UnitDocument | undefined = objects.application && {
    manifest: objects.application,
    file: pipeline.file,
    locate: (path, part) => pipeline.locate(['application', ...path], part),
    origin: 'rendered',
  }
  return { application, synced: [...made, ...carried] }
}
