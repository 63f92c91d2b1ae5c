/**
 * What a Secret that is not there does to the objects that read it. A container with a required reference waits for it until
 * the pod's deadline; wavec's own containers start without it, say which key is missing and fail for good, and only the
 * report goes on.
 */
import { asObject, jsonOf, objectsAt, textAt } from '../../manifest/fields.ts'
import type { JsonObject, Manifest } from '../../manifest/manifest.ts'
import { parsed } from '../../protocol/json.ts'
import { stepVariable } from '../../protocol/process.ts'
import { findFields } from '../../refs/path.ts'
import { podSpecPaths } from '../../refs/fields.ts'
import { podReferencesOf } from '../../refs/references.ts'
import type { Fault } from '../../simulate/index.ts'

/** Undefined where the object is as well without the Secret. */
export function faultWithout(secret: string, manifest: Manifest): Fault | undefined {
  const path = podSpecPaths[manifest.kind]
  // A CronJob starts its pods later, and Argo CD judges none of them.
  if (path === undefined || manifest.kind === 'CronJob') return undefined
  const pod = findFields(manifest, path)[0]?.value
  if (needsVolume(pod, secret)) return { kind: 'hang' }
  for (const container of [...objectsAt(pod, 'initContainers'), ...objectsAt(pod, 'containers')]) {
    const fault = faultOf(container, secret)
    if (fault !== undefined) return fault
  }
  return undefined
}

function needsVolume(pod: Parameters<typeof podReferencesOf>[0], secret: string): boolean {
  return podReferencesOf(pod).some(
    ({ kind, name, path, isOptional }) => kind === 'Secret' && name === secret && !isOptional && path[0] === 'volumes',
  )
}

/** Containers start in their order, so that the first one that needs the Secret decides. */
function faultOf(container: JsonObject, secret: string): Fault | undefined {
  const references = podReferencesOf({ containers: [container] }).filter(
    ({ kind, name }) => kind === 'Secret' && name === secret,
  )
  if (references.some(({ isOptional }) => !isOptional)) return { kind: 'hang' }
  const step = stepOf(container)
  const keys = objectsAt(step, 'database', 'secretKeys')
  if (textAt(step, 'kind') === 'report' || !keys.some((key) => textAt(key, 'name') === secret)) return undefined
  return { kind: 'fail' }
}

/** Undefined where the container is not one of wavec's. */
function stepOf(container: JsonObject): JsonObject | undefined {
  const variable = objectsAt(container, 'env').find((each) => textAt(each, 'name') === stepVariable)
  // Text that is not JSON is not a Step.
  return asObject(jsonOf(parsed(textAt(variable, 'value') ?? '')))
}
