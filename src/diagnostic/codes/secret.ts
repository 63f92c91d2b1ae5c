import type { Pages } from './page.ts'

export const secret = {
  'secret/shared-with-workload': {
    severity: 'error',
    condition: 'The workload reads the Secret that holds the migrator’s connection.',
    effect: 'Whoever breaks into the application can then alter and drop its tables.',
    workaround: 'Give the migrator a role and a Secret of its own.',
    bad: 'database: { secret: orders-app-db }',
    good: 'database: { secret: orders-db-migrator }',
  },
  'secret/plaintext': {
    severity: 'error',
    condition:
      'A password, token or private key stands in plain text: in a variable, an argument, a URL or a Secret manifest.',
    effect:
      'Everyone who can read the repository, its forks and its history, the manifests or the Argo CD UI has the credential.',
    workaround:
      'Put it in a Secret (kubectl create secret, External Secrets, Sealed Secrets) and name that; then change the credential, because git keeps the old one.',
    bad: 'pod: { env: { DB_PASSWORD: hunter2 } }',
    good: 'database: { secret: orders-db-migrator }',
  },
} as const satisfies Pages
