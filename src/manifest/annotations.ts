import { phases, type Phase } from '../argocd/phases.ts'
import { asObject, asText } from './fields.ts'
import type { Manifest } from './manifest.ts'

// Argo CD v3.5.1: gitops-engine/pkg/sync/common/types.go, gitops-engine/pkg/sync/hook/helm, ui application links.
export const hookKey = 'argocd.argoproj.io/hook'
export const hookDeletePolicyKey = 'argocd.argoproj.io/hook-delete-policy'
export const syncWaveKey = 'argocd.argoproj.io/sync-wave'
export const syncOptionsKey = 'argocd.argoproj.io/sync-options'
export const compareOptionsKey = 'argocd.argoproj.io/compare-options'
export const linkKeyPrefix = 'link.argocd.argoproj.io/'
/** The Argo CD that manages this one (v3.6.0-dev at 37ee009, pkg/apis/application/v1alpha1). */
export const managedByUrlKey = 'argocd.argoproj.io/managed-by-url'
export const helmHookKey = 'helm.sh/hook'
export const helmHookWeightKey = 'helm.sh/hook-weight'
export const helmDeletePolicyKey = 'helm.sh/hook-delete-policy'

/** Hook types of a sync; PreDelete and PostDelete belong to the deletion of the Application. */
export type HookType = Phase | 'Skip'

const hookTypesByText = new Map<string, HookType>([...phases, 'Skip' as const].map((type) => [type, type]))

/** hook/helm/type.go `hookTypes`. Argo CD ignores every other Helm hook and never applies its object. */
const hookTypesByHelm = new Map<string, HookType>([
  ['pre-install', 'PreSync'],
  ['pre-upgrade', 'PreSync'],
  ['post-upgrade', 'PostSync'],
  ['post-install', 'PostSync'],
])

/** hook/hook.go `Types` drops unknown words, and reads Helm's types only if no valid type of Argo CD's remains. */
export function hookTypes(manifest: Manifest): readonly HookType[] {
  const own = known(hookTypesByText, csv(manifest, hookKey))
  return own.length > 0 ? own : known(hookTypesByHelm, csv(manifest, helmHookKey))
}

/** hook/hook.go `Skip`: counts only as the single valid type. */
export function isSkipped(manifest: Manifest): boolean {
  const types = hookTypes(manifest)
  return types.length === 1 && types[0] === 'Skip'
}

/** hook/hook.go `IsHook`: the annotation is enough, even without a known type, and such a hook is never applied. */
export function isHook(manifest: Manifest): boolean {
  if (annotation(manifest, hookKey) !== undefined) return !isSkipped(manifest)
  const helm = annotation(manifest, helmHookKey)
  return helm !== undefined && helm !== 'crd-install'
}

/** controller/hook.go `isPreDeleteHook`, `isPostDeleteHook`: deletion hooks of the Application, even if they are sync hooks as well. */
export function isDeletionHook(manifest: Manifest): boolean {
  const own = csv(manifest, hookKey)
  const helm = csv(manifest, helmHookKey)
  return ['PreDelete', 'PostDelete'].some((word) => own.includes(word)) || helm.some((word) => helmDeletion.has(word))
}

const helmDeletion: ReadonlySet<string> = new Set(['pre-delete', 'post-delete'])

/** syncwaves/waves.go `Wave` silently ignores anything but an integer, and takes Helm's weight or else 0. */
export function syncWave(manifest: Manifest): number {
  return atoi(annotation(manifest, syncWaveKey)) ?? atoi(annotation(manifest, helmHookWeightKey)) ?? 0
}

export type DeletePolicy = 'HookSucceeded' | 'HookFailed' | 'BeforeHookCreation'

const policiesByText = new Map<string, DeletePolicy>([
  ['HookSucceeded', 'HookSucceeded'],
  ['HookFailed', 'HookFailed'],
  ['BeforeHookCreation', 'BeforeHookCreation'],
])

/** hook/helm/delete_policy.go `helmHookDeletePolicies`. */
const policiesByHelm = new Map<string, DeletePolicy>([
  ['hook-succeeded', 'HookSucceeded'],
  ['hook-failed', 'HookFailed'],
  ['before-hook-creation', 'BeforeHookCreation'],
])

/** hook/delete_policy.go `DeletePolicies`: Argo CD's and Helm's together, BeforeHookCreation if none is valid. */
export function deletePolicies(manifest: Manifest): readonly DeletePolicy[] {
  const own = known(policiesByText, csv(manifest, hookDeletePolicyKey))
  const policies = [...new Set([...own, ...known(policiesByHelm, csv(manifest, helmDeletePolicyKey))])]
  return policies.length > 0 ? policies : ['BeforeHookCreation']
}

/** resource/annotations.go `HasAnnotationOption` compares exact words. */
export function syncOptions(manifest: Manifest): readonly string[] {
  return csv(manifest, syncOptionsKey)
}

/** resource/annotations.go `GetAnnotationCSVs` trims words and drops empty and repeated ones. */
export function csv(manifest: Manifest, key: string): readonly string[] {
  const text = annotation(manifest, key)
  if (text === undefined) return none
  if (/^[A-Za-z]+$/.test(text)) return [text]
  const items = text.split(',').map((item) => item.replace(outerSpace, ''))
  return [...new Set(items)].filter((item) => item !== '')
}

const none: readonly never[] = []

/** Go's strings.TrimSpace includes U+0085, but not U+FEFF. */
const outerSpace = /^\p{White_Space}+|\p{White_Space}+$/gu

function known<T>(table: ReadonlyMap<string, T>, words: readonly string[]): readonly T[] {
  return words.length === 0 ? none : words.flatMap((word) => table.get(word) ?? [])
}

/** Go's strconv.Atoi in 64 bits, which accepts neither white space nor underscores. */
export function atoi(text: string | undefined): number | undefined {
  if (text === undefined || !/^[+-]?\d+$/.test(text)) return undefined
  // Few enough digits for an exact number; `+ 0` turns `-0` into 0.
  if (text.length < 16) return Number(text) + 0
  const value = BigInt(text.replace('+', ''))
  return BigInt.asIntN(64, value) === value ? Number(value) : undefined
}

/** Reading the manifest has already reported an annotation that is not a string. */
export function annotation(manifest: Manifest, key: string): string | undefined {
  return asText(asObject(manifest.metadata['annotations'])?.[key])
}
