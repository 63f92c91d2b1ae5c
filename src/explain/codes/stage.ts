import type { Pages } from './pages.ts'

export const stage = {
  'stage/database-variables': {
    condition:
      'tool: command, and wavec can not tell which variables of the container hold the database connection, or the Secret lacks a part.',
    effect: 'The command would connect as the application, without the rights and the timeouts of the migrator.',
    workaround: 'Map the variables in migrations.command.variables, and give the Secret every part that they need.',
    bad: 'command: { command: [python, manage.py, migrate] }',
    good: 'command: { command: [python, manage.py, migrate], variables: { BILLING_DB_USER: user, BILLING_DB_PASSWORD: password } }',
  },
  'stage/deadline-too-short': {
    condition: 'One attempt of migrate gets less time than one statement may take.',
    effect: 'The pod would be killed inside a statement that is allowed to run; the backend may go on and commit.',
    workaround: 'Raise migrate.deadline, or lower database.statementTimeout.',
    bad: 'database: { statementTimeout: 20m }\nmigrate: { deadline: 15m }',
    good: 'database: { statementTimeout: 20m }\nmigrate: { deadline: 30m }',
  },
  'stage/job-name': {
    condition: 'A Job of `jobs` has the name of another one, or of a Job of wavec.',
    effect: 'Argo CD applies the last of two objects with one name, and only warns.',
    workaround: 'Give it another name.',
    bad: 'jobs: [{ name: report, image: acme/tools:v1 }]',
    good: 'jobs: [{ name: cache-warm, image: acme/tools:v1 }]',
  },
  'stage/moving-tag': {
    condition: 'The image of a Job of `jobs` has no tag, or one that is meant to be pushed again.',
    effect: 'The same commit would run other code on another day.',
    workaround: 'Pin it by digest, or by a tag that is never pushed again.',
    bad: 'jobs: [{ name: cache-warm, image: "acme/tools:latest" }]',
    good: 'jobs: [{ name: cache-warm, image: "acme/tools:v1.2.0" }]',
  },
  'stage/name-too-long': {
    condition: 'The name of one of the pipeline’s Jobs would have more than 63 characters.',
    effect: 'The Job controller puts the name into a label of its pods, so Kubernetes refuses the Job.',
    workaround: 'Shorten metadata.name to 50 characters or less.',
  },
  'stage/needs-parts': {
    condition: 'The migrator’s Secret holds one URL, and the tool needs the parts of the connection.',
    effect: 'Flyway wants a JDBC URL without user and password; nothing in a manifest can take a Secret’s value apart.',
    workaround: 'Keep host, port, database, user and password under keys of their own.',
    bad: 'database: { secret: { name: orders-db-migrator, keys: { url: DATABASE_URL } } }',
    good: 'database: { secret: orders-db-migrator }',
  },
  'stage/no-service': {
    condition: 'An HTTP check asks a port that no Service of the input leads to.',
    effect: 'verify asks the real Service, so it leaves this check out; the candidate is still asked before the sync.',
    workaround: 'Add the port to the Service, or accept that the check ends with the sync.',
  },
  'stage/no-such-image': {
    condition: 'rehearse.programs names an image that no container of a Job runs in a rehearsal.',
    effect: 'The program would never run in its place, and a rehearsal would say that the Job was not run.',
    workaround: 'Write the image as the Job does, without its tag and digest.',
    bad: 'jobs: [{ name: cache-warm, image: "acme/tools:v1.2.0" }]\nrehearse: { programs: { acme/tool: tools/warm } }',
    good: 'jobs: [{ name: cache-warm, image: "acme/tools:v1.2.0" }]\nrehearse: { programs: { acme/tools: tools/warm } }',
  },
  'stage/not-rerunnable': {
    condition:
      'backoffLimit would let Kubernetes run a migration tool again by itself that is not proven to survive it.',
    effect: 'A run that was killed may have left half of its work; a blind second run can make it worse.',
    workaround:
      'Leave backoffLimit out. tool: sql may be retried, because a rerun after a kill at any moment converges.',
    bad: 'migrations: { tool: flyway, path: migrations }\nmigrate: { backoffLimit: 3 }',
    good: 'migrations: { tool: flyway, path: migrations }\nmigrate: {}',
  },
  'stage/not-in-profile': {
    condition: 'A setting belongs to a stage, or to a form of Job, that the chosen profile does not have.',
    effect: 'It would have no effect, and whoever reads the spec would think that it has.',
    workaround: 'Delete the setting, or choose the profile that the message names.',
    bad: 'profile: phases\nverify: { deadline: 20m }',
    good: 'profile: phases\nsmokeTest: { deadline: 20m, http: [{ path: /healthz }] }',
  },
  'stage/order': {
    condition: 'A hook or wave moves a stage before, or beside, one that it depends on.',
    effect: 'Argo CD sorts by phase, then wave: the stage would run too early, or at the same time.',
    workaround: 'Keep preflight < migrate < (deploy < smoke-test <) workload < verify or smoke-test.',
    bad: 'migrate: { wave: 1 }',
    good: 'migrate: { wave: 0 }',
  },
  'stage/skip-expired': {
    condition: 'A stage is left out by `skip`, and the release comes after the one that the entry ends with.',
    effect: 'What was a way around for an emergency would quietly become the rule.',
    workaround: 'Delete the entry, or give it a later `until` if its reason still holds.',
    bad: 'release: v2.5.0\nskip: [{ stage: smokeTest, reason: the gateway is down, until: v2.4.1 }]',
    good: 'release: v2.4.1\nskip: [{ stage: smokeTest, reason: the gateway is down, until: v2.4.1 }]',
  },
  'stage/skip-order': {
    condition: 'A stage is left out by `skip`, and the release or `until` is no version of which the order is known.',
    effect: 'Nobody could tell when the way around ends, so it would never end.',
    workaround: 'Use versions such as v2.4.1 for both; spec.release names the release where the image tag is a commit.',
    bad: 'skip: [{ stage: smokeTest, reason: the gateway is down, until: next week }]',
    good: 'skip: [{ stage: smokeTest, reason: the gateway is down, until: v2.4.1 }]',
  },
  'stage/skipped': {
    condition: 'A stage is left out by `skip`.',
    effect: 'What it would prove is not proved. It stands in the README and on each object of the pipeline.',
    workaround: 'Delete the entry as soon as its reason is gone.',
  },
  'stage/unknown-port': {
    condition: 'A check or a probe names a port that the container does not have, or no port where there are several.',
    effect: 'wavec asks over localhost and must know the number.',
    workaround: 'Name one of the container’s ports, or give its number.',
    bad: 'http: [{ path: /healthz, port: web }]',
    good: 'http: [{ path: /healthz, port: http }]',
  },
} satisfies Pages<'stage'>
