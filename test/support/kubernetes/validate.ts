/** Whether an API server with the CRDs of Argo CD and External Secrets would accept an object, strictly. */
import type { Manifest } from '../../../src/manifest/manifest.ts'
import { schemaOf } from './schemas.ts'
import { track, type Tracked } from './tracked-reads.ts'

/** Fields whose value the schema leaves to the user (x-kubernetes-preserve-unknown-fields). */
const open: Readonly<Record<string, RegExp>> = {
  Application: /\.helm\.valuesObject$/,
}

/** Problems as `path: reason`; a kind without a schema is one. */
export async function validate(manifest: Manifest): Promise<readonly string[]> {
  const schema = await schemaOf(manifest.apiVersion, manifest.kind)
  if (schema === undefined) return [`kind: no schema is kept for ${manifest.apiVersion} ${manifest.kind}`]
  const tracked = track(manifest)
  const invalid = errorsOf(schema.validator, tracked)
  const unread = tracked
    .unread((path) => open[manifest.kind]?.test(path) ?? false)
    .map((path) => `${path}: unknown field`)
  const typed =
    schema.attributes === undefined
      ? []
      : (await import('./attributes.ts')).attributeProblems(manifest, schema.attributes)
  return [...new Set([...unread, ...typed, ...invalid])]
}

function errorsOf(validator: { readonly prototype: { validate(): void } }, { value }: Tracked): readonly string[] {
  try {
    validator.prototype.validate.call(value)
    return []
  } catch (error) {
    if (!(error instanceof Error) || !('errors' in error) || !Array.isArray(error.errors)) throw error
    return error.errors.map(problemOf)
  }
}

function problemOf(error: {
  readonly instancePath: string
  readonly message?: string
  readonly params: unknown
}): string {
  return `${error.instancePath.slice(1).replaceAll('/', '.')}: ${error.message} ${JSON.stringify(error.params)}`
}
