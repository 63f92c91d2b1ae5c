import { objectAt, objectsAt, textAt, textMapAt, textsAt } from '../manifest/fields.ts'
import type { JsonObject, Manifest } from '../manifest/manifest.ts'
import type { ValuePath } from '../source/span.ts'

export type Labels = Readonly<Record<string, string>>

/** A selector for pods in its own namespace. */
export interface PodSelector {
  readonly path: ValuePath
  readonly selector: JsonObject
  /** When empty, the plain map of a Service selects nothing, while a LabelSelector selects all pods. */
  readonly form: 'map' | 'label-selector'
}

const labelSelectorKinds: Readonly<Record<string, readonly string[]>> = {
  Deployment: ['spec', 'selector'],
  StatefulSet: ['spec', 'selector'],
  DaemonSet: ['spec', 'selector'],
  ReplicaSet: ['spec', 'selector'],
  Rollout: ['spec', 'selector'],
  PodDisruptionBudget: ['spec', 'selector'],
  PodMonitor: ['spec', 'selector'],
  NetworkPolicy: ['spec', 'podSelector'],
}

const mapKinds: Readonly<Record<string, readonly string[]>> = {
  Service: ['spec', 'selector'],
  ReplicationController: ['spec', 'selector'],
}

/** The object's selector for pods, if its kind has one. */
export function podSelectorOf(manifest: Manifest): PodSelector | undefined {
  const labelPath = labelSelectorKinds[manifest.kind]
  if (labelPath !== undefined) return found(manifest, labelPath, 'label-selector')
  const mapPath = mapKinds[manifest.kind]
  return mapPath === undefined ? undefined : found(manifest, mapPath, 'map')
}

function found(manifest: Manifest, path: readonly string[], form: PodSelector['form']): PodSelector | undefined {
  const selector = objectAt(manifest, ...path)
  return selector === undefined ? undefined : { path, selector, form }
}

/** As k8s.io/apimachinery's labels package decides. */
export function selects({ selector, form }: PodSelector, labels: Labels): boolean {
  if (form === 'map') {
    const wanted = Object.entries(textMapAt(selector))
    return wanted.length > 0 && wanted.every(([key, value]) => labels[key] === value)
  }
  const equal = Object.entries(textMapAt(selector, 'matchLabels')).every(([key, value]) => labels[key] === value)
  return equal && objectsAt(selector, 'matchExpressions').every((expression) => holds(expression, labels))
}

function holds(expression: JsonObject, labels: Labels): boolean {
  const value = labels[textAt(expression, 'key') ?? '']
  const values = textsAt(expression, 'values')
  switch (textAt(expression, 'operator')) {
    case 'In':
      return value !== undefined && values.includes(value)
    case 'NotIn':
      return value === undefined || !values.includes(value)
    case 'Exists':
      return value !== undefined
    case 'DoesNotExist':
      return value === undefined
    default:
      // Kubernetes refuses an unknown operator, and counting it as a match keeps a clash visible.
      return true
  }
}

/** The label keys that the selector reads. */
export function selectorKeys({ selector, form }: PodSelector): readonly string[] {
  if (form === 'map') return Object.keys(selector)
  const expressions = objectsAt(selector, 'matchExpressions').flatMap((expression) => textAt(expression, 'key') ?? [])
  return [...Object.keys(textMapAt(selector, 'matchLabels')), ...expressions]
}
