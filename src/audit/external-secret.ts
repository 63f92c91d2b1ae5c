/** The ExternalSecret that would make a Secret with these keys, and how a container reads one of them; for a finding's help. */
export function externalSecretFor(name: string, keys: readonly string[]): string {
  const shown = keys.slice(0, 4)
  const lines = [
    'keep it in a store, and let the External Secrets Operator make the Secret; then change it, because git keeps the old one:',
    'apiVersion: external-secrets.io/v1',
    'kind: ExternalSecret',
    `metadata: { name: ${name} }`,
    'spec:',
    '  secretStoreRef: { kind: ClusterSecretStore, name: STORE }',
    '  data:',
    ...shown.map((key) => `  - { secretKey: ${key}, remoteRef: { key: PATH/${name}, property: ${key} } }`),
  ]
  return (keys.length > shown.length ? [...lines, `  # and ${keys.length - shown.length} more`] : lines).join('\n')
}

export function secretKeyRef(variable: string, name: string, key: string): string {
  return `  # env: { name: ${variable}, valueFrom: { secretKeyRef: { name: ${name}, key: ${key} } } }`
}

/** `DB_PASSWORD` as the key of a Secret: `db-password`. */
export function keyOf(name: string): string {
  return name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
}
