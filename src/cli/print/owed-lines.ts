import type { OwedSecret } from '../../emit/index.ts'

/** More Secrets than these are counted, not listed. */
const listedSecrets = 10

/** What a person must still create in the cluster, with commands that want only the values. */
export function owedLines(owed: readonly OwedSecret[]): string[] {
  if (owed.length === 0) return []
  const listed = owed
    .slice(0, listedSecrets)
    .flatMap(({ name, namespace, keys, why }) => [
      `  Secret ${name} in ${namespace}${keys.length === 0 ? '' : ` (keys ${keys.join(' ')})`}: ${why}`,
      `    ${commandFor(name, namespace, keys)}`,
    ])
  const more = owed.length - listedSecrets
  return ['you still owe:', ...listed, ...(more > 0 ? [`  and ${more} more; --format json lists them all`] : [])]
}

/** Without keys the kind of Secret is not known, so the command only looks. */
function commandFor(name: string, namespace: string, keys: readonly string[]): string {
  if (keys.length === 0) return `kubectl get secret ${name} --namespace ${namespace}`
  const values = keys.map((key) => `--from-literal=${key}=`)
  return ['kubectl create secret generic', name, '--namespace', namespace, ...values].join(' ')
}
