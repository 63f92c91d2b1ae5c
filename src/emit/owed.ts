import { compare } from '../diagnostic/diagnostic.ts'
import { secretKeys } from '../pipeline/database-keys.ts'
import { productsOf, referencesOf } from '../refs/references.ts'
import { findFields } from '../refs/path.ts'
import { asText, textAt } from '../manifest/fields.ts'
import type { Manifest } from '../manifest/manifest.ts'
import { credentialOf, type Account } from './argocd/connection.ts'
import { gateOf } from './argocd/gate.ts'
import type { EmitContext } from './context.ts'

/** A Secret that must exist before the first sync, because nothing in the output makes it. */
export interface OwedSecret {
  readonly name: string
  readonly namespace: string
  /** Empty where the keys can't be known, e.g. for a pull secret. */
  readonly keys: readonly string[]
  readonly why: string
}

export function owedSecrets(context: EmitContext, manifests: readonly Manifest[]): readonly OwedSecret[] {
  const { spec, namespace } = context.pipeline
  const owed = new Map<string, OwedSecret>()
  for (const [account, why] of accountsOf(context)) {
    const { secret: name, keys } = credentialOf(context.pipeline, account)
    if (owed.has(name) || makesSecret(manifests, name)) continue
    owed.set(name, { name, namespace, keys: secretKeys(keys), why })
  }
  for (const id of spec.external.filter((entry) => entry.startsWith('Secret/'))) {
    const name = id.slice('Secret/'.length)
    if (!owed.has(name)) owed.set(name, { name, namespace, keys: keysOf(name, manifests), why: 'declared external' })
  }
  for (const manifest of manifests) {
    for (const { kind, name, path } of referencesOf(manifest)) {
      if (kind !== 'Secret' || owed.has(name) || !path.includes('imagePullSecrets')) continue
      owed.set(name, { name, namespace, keys: [], why: 'pulls images' })
    }
  }
  return [...owed.values()].sort((a, b) => compare(a.name, b.name))
}

/** The roles that connect, each with what its Secret is for. */
function accountsOf({ pipeline }: EmitContext): readonly (readonly [Account, string])[] {
  return [
    ['migrator', "the migrator's connection"],
    ...(pipeline.spec.database.reader === undefined ? [] : [['reader', "the reader's connection"] as const]),
    ...(gateOf(pipeline) === undefined ? [] : [['gate', 'the gate asks the ledger with it'] as const]),
  ]
}

function makesSecret(manifests: readonly Manifest[], secret: string): boolean {
  return manifests.some((manifest) =>
    productsOf(manifest).some(({ kind, name }) => kind === 'Secret' && name === secret),
  )
}

/** The keys that the output reads from a Secret. */
function keysOf(secret: string, manifests: readonly Manifest[]): readonly string[] {
  const keys = new Set<string>()
  for (const manifest of manifests) {
    for (const list of ['initContainers', 'containers']) {
      for (const { value } of findFields(manifest, `spec.template.spec.${list}[].env[].valueFrom.secretKeyRef`)) {
        const key = textAt(value, 'key')
        if (textAt(value, 'name') === secret && key !== undefined) keys.add(key)
      }
    }
    for (const { value } of findFields(manifest, 'spec.template.spec.volumes[].secret')) {
      if (textAt(value, 'secretName') !== secret) continue
      for (const item of findFields(value, 'items[].key')) keys.add(asText(item.value) ?? '')
    }
  }
  return [...keys].sort(compare)
}
