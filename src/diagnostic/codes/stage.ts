import type { Pages } from './page.ts'

export const stage = {
  'stage/database-variables': {
    severity: 'error',
    condition:
      'tool: command, and wavec can not tell which variables of the container hold the database connection, or the Secret lacks a part.',
    effect: 'The command would connect as the application, without the rights and the timeouts of the migrator.',
    workaround: 'Map the variables in migrations.command.variables, and give the Secret every part that they need.',
    bad: 'command: { command: [python, manage.py, migrate] }',
    good: 'command: { command: [python, manage.py, migrate], variables: { BILLING_DB_USER: user, BILLING_DB_PASSWORD: password } }',
  },
  'stage/deadline-too-short': {
    severity: 'error',
    condition: 'One attempt of migrate gets less time than one statement may take.',
    effect: 'The pod would be killed inside a statement that is allowed to run; the backend may go on and commit.',
    workaround: 'Raise migrate.deadline, or lower database.statementTimeout.',
    bad: 'database: { statementTimeout: 20m }\nmigrate: { deadline: 15m }',
    good: 'database: { statementTimeout: 20m }\nmigrate: { deadline: 30m }',
  },
  'stage/name-too-long': {
    severity: 'error',
    condition: 'The name of one of the pipeline’s Jobs would have more than 63 characters.',
    effect: 'The Job controller puts the name into a label of its pods, so Kubernetes refuses the Job.',
    workaround: 'Shorten metadata.name to 50 characters or less.',
  },
  'stage/needs-parts': {
    severity: 'error',
    condition: 'The migrator’s Secret holds one URL, and the tool needs the parts of the connection.',
    effect: 'Flyway wants a JDBC URL without user and password; nothing in a manifest can take a Secret’s value apart.',
    workaround: 'Keep host, port, database, user and password under keys of their own.',
    bad: 'database: { secret: { name: orders-db-migrator, keys: { url: DATABASE_URL } } }',
    good: 'database: { secret: orders-db-migrator }',
  },
  'stage/no-service': {
    severity: 'warning',
    condition: 'An HTTP check asks a port that no Service of the input leads to.',
    effect: 'verify asks the real Service, so it leaves this check out; the candidate is still asked before the sync.',
    workaround: 'Add the port to the Service, or accept that the check ends with the sync.',
  },
  'stage/not-rerunnable': {
    severity: 'error',
    condition:
      'backoffLimit would let Kubernetes run a migration tool again by itself that is not proven to survive it.',
    effect: 'A run that was killed may have left half of its work; a blind second run can make it worse.',
    workaround:
      'Leave backoffLimit out. tool: sql may be retried, because a rerun after a kill at any moment converges.',
    bad: 'migrations: { tool: flyway, path: migrations }\nmigrate: { backoffLimit: 3 }',
    good: 'migrations: { tool: flyway, path: migrations }\nmigrate: {}',
  },
  'stage/not-in-profile': {
    severity: 'error',
    condition: 'A setting belongs to a stage, or to a form of Job, that the chosen profile does not have.',
    effect: 'It would have no effect, and whoever reads the spec would think that it has.',
    workaround: 'Delete the setting, or choose the profile that the message names.',
    bad: 'profile: phases\nverify: { deadline: 20m }',
    good: 'profile: phases\nsmokeTest: { deadline: 20m, http: [{ path: /healthz }] }',
  },
  'stage/order': {
    severity: 'error',
    condition: 'A hook or wave moves a stage before, or beside, one that it depends on.',
    effect: 'Argo CD sorts by phase, then wave: the stage would run too early, or at the same time.',
    workaround: 'Keep preflight < migrate < (deploy < smoke-test <) workload < verify or smoke-test.',
    bad: 'migrate: { wave: 1 }',
    good: 'migrate: { wave: 0 }',
  },
  'stage/unknown-port': {
    severity: 'error',
    condition: 'A check or a probe names a port that the container does not have, or no port where there are several.',
    effect: 'wavec asks over localhost and must know the number.',
    workaround: 'Name one of the container’s ports, or give its number.',
    bad: 'http: [{ path: /healthz, port: web }]',
    good: 'http: [{ path: /healthz, port: http }]',
  },
} as const satisfies Pages
