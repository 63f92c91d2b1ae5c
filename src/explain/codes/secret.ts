import type { Pages } from './pages.ts'

export const secret = {
  'secret/in-process-arguments': {
    condition: 'A command or argument contains $(NAME), and the variable is named like a credential.',
    effect:
      'Kubernetes inserts the value before the process starts: ps, /proc and everything that logs command lines show it.',
    workaround: 'Let the program read the variable: PGPASSWORD, FLYWAY_PASSWORD and the like.',
    bad: 'args: [-password=$(DB_PASSWORD)]',
    good: 'env: [{ name: FLYWAY_PASSWORD, valueFrom: { secretKeyRef: { name: orders-db, key: password } } }]',
  },
  'secret/plaintext': {
    condition:
      'A password, token or private key is in plaintext: anywhere in a spec, a manifest or a migration, by its name, its shape (a URL, a connection string, a command, CREATE ROLE) or the form that its issuer gave it.',
    effect:
      'Everyone who can read the repository, its forks and its history, the manifests or the Argo CD UI has the credential.',
    workaround:
      'Put it in a Secret (kubectl create secret, External Secrets, Sealed Secrets) and refer to that; set the password of a role outside of the migrations. Then change the credential, because git keeps the old one. If it is none, write a comment on the line above it: # wavec:ignore secret/plaintext REASON, in SQL with --.',
    bad: 'pod: { env: { DB_PASSWORD: hunter2 } }',
    good: 'database: { secret: orders-db-migrator }',
  },
  'secret/shared-with-workload': {
    condition: 'The workload reads the Secret that contains the connection of the migrator.',
    effect: 'Anyone who breaks into the application can alter and drop its tables.',
    workaround: 'Give the migrator a role and a Secret of its own.',
    bad: 'database: { secret: orders-app-db }',
    good: 'database: { secret: orders-db-migrator }',
  },
  'secret/values-in-git': {
    condition: 'A Secret has values in git that do not look like credentials but may be.',
    effect: 'base64 is not encryption, and git keeps every version.',
    workaround: 'Move credentials to a secret store, and everything else to a ConfigMap.',
  },
} satisfies Pages<'secret'>
