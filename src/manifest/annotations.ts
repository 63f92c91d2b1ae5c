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
export const helmHookKey = 'helm.sh/hook'
export const helmHookWeightKey = 'helm.sh/hook-weight'
export const helmDeletePolicyKey = 'helm.sh/hook-delete-policy'

/** What the hook annotation may say; PreDelete and PostDelete belong to the deletion of the Application. */
export type HookType = Phase | 'Skip'

const hookTypesByText = new Map<string, HookType>([...phases, 'Skip' as const].map((type) => [type, type]))

/** hook/helm/type.go `hookTypes`; every other Helm hook is ignored, and its object never applied. */
const hookTypesByHelm = new Map<string, HookType>([
  ['pre-install', 'PreSync'],
  ['pre-upgrade', 'PreSync'],
  ['post-upgrade', 'PostSync'],
  ['post-install', 'PostSync'],
])

/** hook/hook.go `Types`: Argo CD's own; Helm's only where there is no valid one of those. Words it does not know are dropped. */
export function hookTypes(manifest: Manifest): readonly HookType[] {
  const own = known(hookTypesByText, csv(manifest, hookKey))
  return own.length > 0 ? own : known(hookTypesByHelm, csv(manifest, helmHookKey))
}

/** hook/hook.go `Skip`: only as the single valid type. */
export function isSkipped(manifest: Manifest): boolean {
  const types = hookTypes(manifest)
  return types.length === 1 && types[0] === 'Skip'
}

/** hook/hook.go `IsHook`: the annotation alone makes a hook, even one of no known type, which is then never applied. */
export function isHook(manifest: Manifest): boolean {
  if (annotation(manifest, hookKey) !== undefined) return !isSkipped(manifest)
  const helm = annotation(manifest, helmHookKey)
  return helm !== undefined && helm !== 'crd-install'
}

/** controller/hook.go `isPreDeleteHook`, `isPostDeleteHook`: hooks of the Application's deletion, whatever else they are. */
export function isDeletionHook(manifest: Manifest): boolean {
  const own = csv(manifest, hookKey)
  const helm = csv(manifest, helmHookKey)
  return ['PreDelete', 'PostDelete'].some((word) => own.includes(word)) || helm.some((word) => helmDeletion.has(word))
}

const helmDeletion: ReadonlySet<string> = new Set(['pre-delete', 'post-delete'])

/** syncwaves/waves.go `Wave`: what is no number is passed over without a word, for Helm's weight and then for 0. */
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

/** hook/delete_policy.go `DeletePolicies`: Argo CD's and Helm's together; without a valid one, BeforeHookCreation. */
export function deletePolicies(manifest: Manifest): readonly DeletePolicy[] {
  const own = known(policiesByText, csv(manifest, hookDeletePolicyKey))
  const policies = [...new Set([...own, ...known(policiesByHelm, csv(manifest, helmDeletePolicyKey))])]
  return policies.length > 0 ? policies : ['BeforeHookCreation']
}

/** resource/annotations.go `HasAnnotationOption`: exact words. */
export function syncOptions(manifest: Manifest): readonly string[] {
  return csv(manifest, syncOptionsKey)
}

/** resource/annotations.go `GetAnnotationCSVs`: trimmed, without empty and repeated ones. */
export function csv(manifest: Manifest, key: string): readonly string[] {
  const text = annotation(manifest, key)
  if (text === undefined) return none
  if (/^[A-Za-z]+$/.test(text)) return [text]
  const items = text.split(',').map((item) => item.replace(outerSpace, ''))
  return [...new Set(items)].filter((item) => item !== '')
}

const none: readonly never[] = []

/** Go's strings.TrimSpace: U+0085 too, U+FEFF not. */
const outerSpace = /^\p{White_Space}+|\p{White_Space}+$/gu

function known<T>(table: ReadonlyMap<string, T>, words: readonly string[]): readonly T[] {
  return words.length === 0 ? none : words.flatMap((word) => table.get(word) ?? [])
}

/** Go's strconv.Atoi in 64 bits, on the raw text: no white space, no underscore. */
export function atoi(text: string | undefined): number | undefined {
  if (text === undefined || !/^[+-]?\d+$/.test(text)) return undefined
  // No more digits than a number holds exactly; `-0` is 0.
  if (text.length < 16) return Number(text) + 0
  const value = BigInt(text.replace('+', ''))
  return BigInt.asIntN(64, value) === value ? Number(value) : undefined
}

/** What is no text was reported when it was read, and is none here. */
export function annotation(manifest: Manifest, key: string): string | undefined {
  return asText(asObject(manifest.metadata['annotations'])?.[key])
}
