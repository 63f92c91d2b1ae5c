/** Help of a finding: an ExternalSecret that creates a Secret with these keys. */
export function externalSecretFor(name: string, keys: readonly string[]): string {
  const shown = keys.slice(0, 4)
  const lines = [
    'move the value to a secret store, let the External Secrets Operator create the Secret, and rotate the value, because git keeps the old one:',
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

/** Turns `DB_PASSWORD` into `db-password`, a key for a Secret. */
export function keyOf(name: string): string {
  return name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
}
