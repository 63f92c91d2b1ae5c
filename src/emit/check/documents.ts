import { diagnostic, type Diagnostic } from '../../diagnostic/diagnostic.ts'
import { asText } from '../../manifest/fields.ts'
import { podSpecPaths } from '../../refs/fields.ts'
import { findFields } from '../../refs/path.ts'
import { unprintable } from '../../source/unprintable.ts'
import type { LoadedDocument } from '../../manifest/load.ts'
import type { EmitContext } from '../context.ts'

/** The workload's objects must land where the pipeline runs, and none may be there twice. */
export function checkDocuments({ pipeline, workload }: EmitContext): readonly Diagnostic[] {
  const seen = new Map<string, Diagnostic['span']>()
  return workload.documents.flatMap(({ manifest, locate }) => {
    const { kind, metadata } = manifest
    const found: Diagnostic[] = [...unprintableFields({ manifest, locate })]
    const id = `${manifest.apiVersion.split('/')[0]} ${kind}/${metadata.namespace ?? ''}/${metadata.name}`
    const twin = seen.get(id)
    if (twin !== undefined) found.push(duplicate(`${kind}/${metadata.name}`, locate(['metadata', 'name']), twin))
    seen.set(id, locate(['metadata', 'name']))
    if (metadata.namespace !== undefined && metadata.namespace !== pipeline.namespace) {
      found.push(
        diagnostic('workload/namespace', {
          message: `${kind}/${metadata.name} is for namespace ${metadata.namespace}, the pipeline for ${pipeline.namespace}`,
          why: 'the Jobs would look for its config and its Service in another namespace',
          help: 'leave the namespace out (wavec fills it in), or set it to the pipeline’s',
          span: locate(['metadata', 'namespace']),
        }),
      )
    }
    return found
  })
}

/** What every list of containers shows. */
const shown = ['containers', 'initContainers', 'ephemeralContainers'].flatMap((list) => [
  `${list}[].name`,
  `${list}[].image`,
])

function unprintableFields({ manifest, locate }: Pick<LoadedDocument, 'manifest' | 'locate'>): readonly Diagnostic[] {
  const pod = podSpecPaths[manifest.kind]
  if (pod === undefined) return []
  return shown
    .flatMap((field) => findFields(manifest, `${pod}.${field}`))
    .flatMap(({ path, value }) =>
      unprintable({ name: String(path.at(-1)), text: asText(value) ?? '', lines: 'one', span: locate(path) }),
    )
}

function duplicate(id: string, span: Diagnostic['span'], first: Diagnostic['span']): Diagnostic {
  return diagnostic('workload/duplicate', {
    message: `${id} is there twice`,
    why: 'Argo CD applies the last one and only warns',
    help: 'keep one',
    span,
    ...(first === undefined ? {} : { related: [{ span: first, message: 'the first' }] }),
  })
}
