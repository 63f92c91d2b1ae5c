import type { Pages } from './pages.ts'

export const stage = {
  'stage/database-variables': {
    condition:
      'The tool is command, and wavec does not know which variables of the container hold the database connection, or the Secret lacks a part of it.',
    effect: 'The command would connect as the application, without the privileges and timeouts of the migrator.',
    workaround: 'Map the variables in migrations.command.variables, and give the Secret every part that they need.',
    bad: 'command: { command: [python, manage.py, migrate] }',
    good: 'command: { command: [python, manage.py, migrate], variables: { BILLING_DB_USER: user, BILLING_DB_PASSWORD: password } }',
  },
  'stage/deadline-too-short': {
    condition: 'One attempt of migrate has less time than a single statement may take.',
    effect:
      'The pod could be killed during a statement that is still within its limit, and the backend may go on and commit.',
    workaround: 'Raise migrate.deadline, or lower database.statementTimeout.',
    bad: 'database: { statementTimeout: 20m }\nmigrate: { deadline: 15m }',
    good: 'database: { statementTimeout: 20m }\nmigrate: { deadline: 30m }',
  },
  'stage/job-name': {
    condition: 'A Job of `jobs` has the same name as another one, or as a Job of wavec.',
    effect: 'Of two objects with one name, Argo CD applies only the last and warns.',
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
    condition: 'The name of a Job of the pipeline would exceed 63 characters.',
    effect: 'The Job controller copies the name to a label of its pods, so Kubernetes refuses the Job.',
    workaround: 'Shorten metadata.name to 50 characters or less.',
  },
  'stage/needs-parts': {
    condition:
      'The Secret of the migrator contains one URL, but the tool needs the parts of the connection; or the host or the name of the database means something else to the tool.',
    effect:
      'Flyway needs a JDBC URL without user and password, and a manifest cannot split the value of a Secret. In that URL a Unix socket is not a host, and % + ? and / in the name of a database are not part of it: Flyway would connect to another place than wavec.',
    workaround:
      'Store host, port, database, user and password under separate keys, and give the database a name without these characters.',
    bad: 'database: { secret: { name: orders-db-migrator, keys: { url: DATABASE_URL } } }',
    good: 'database: { secret: orders-db-migrator }',
  },
  'stage/no-service': {
    condition: 'An HTTP check uses a port that no Service of the input leads to.',
    effect: 'verify checks the real Service, so it skips this check. The candidate is still checked before the sync.',
    workaround: 'Add the port to the Service, or accept that the check is not repeated after the sync.',
  },
  'stage/no-such-image': {
    condition: 'rehearse.programs names an image that no container of a Job uses in a rehearsal.',
    effect: 'The program would never run, and a rehearsal would report that the Job was not run.',
    workaround: 'Write the image as the Job does, without its tag and digest.',
    bad: 'jobs: [{ name: cache-warm, image: "acme/tools:v1.2.0" }]\nrehearse: { programs: { acme/tool: tools/warm } }',
    good: 'jobs: [{ name: cache-warm, image: "acme/tools:v1.2.0" }]\nrehearse: { programs: { acme/tools: tools/warm } }',
  },
  'stage/not-rerunnable': {
    condition: 'backoffLimit would let Kubernetes rerun a migration tool that is not proven to survive it.',
    effect: 'A killed run may leave half of its work, and a blind second run can make it worse.',
    workaround: 'Remove backoffLimit. tool: sql may be retried, because a rerun after a kill at any moment converges.',
    bad: 'migrations: { tool: flyway, path: migrations }\nmigrate: { backoffLimit: 3 }',
    good: 'migrations: { tool: flyway, path: migrations }\nmigrate: {}',
  },
  'stage/not-in-profile': {
    condition: 'A setting is for a stage, or a form of Job, that the chosen profile does not have.',
    effect: 'It would have no effect, although the spec suggests that it has.',
    workaround: 'Delete the setting, or choose the profile that the message names.',
    bad: 'profile: phases\nverify: { deadline: 20m }',
    good: 'profile: phases\nsmokeTest: { deadline: 20m, http: [{ path: /healthz }] }',
  },
  'stage/order': {
    condition: 'A hook or wave moves a stage before, or next to, one that it depends on.',
    effect: 'Argo CD sorts by phase and then by wave: the stage would run too early or at the same time.',
    workaround: 'Keep preflight < migrate < (deploy < smoke-test <) workload < verify or smoke-test.',
    bad: 'migrate: { wave: 1 }',
    good: 'migrate: { wave: 0 }',
  },
  'stage/skip-expired': {
    condition: '`skip` leaves a stage out, but the release is later than the last one that the entry covers.',
    effect: 'A workaround for an emergency would silently become permanent.',
    workaround: 'Delete the entry, or give it a later `until` if its reason still applies.',
    bad: 'release: v2.5.0\nskip: [{ stage: smokeTest, reason: the gateway is down, until: v2.4.1 }]',
    good: 'release: v2.4.1\nskip: [{ stage: smokeTest, reason: the gateway is down, until: v2.4.1 }]',
  },
  'stage/skip-order': {
    condition: '`skip` leaves a stage out, but the release or `until` is not a version that can be ordered.',
    effect: 'It would be unclear when the workaround ends, so it would never end.',
    workaround: 'Use versions such as v2.4.1 for both. If the image tag is a commit, set spec.release.',
    bad: 'skip: [{ stage: smokeTest, reason: the gateway is down, until: next week }]',
    good: 'skip: [{ stage: smokeTest, reason: the gateway is down, until: v2.4.1 }]',
  },
  'stage/skipped': {
    condition: '`skip` leaves a stage out.',
    effect: 'What the stage would prove is not proved. The README and each object of the pipeline say so.',
    workaround: 'Delete the entry as soon as its reason is gone.',
  },
  'stage/unknown-port': {
    condition: 'A check or probe names a port that the container does not have, or no port although there are several.',
    effect: 'wavec connects over localhost and needs the number.',
    workaround: 'Name one of the ports of the container, or give its number.',
    bad: 'http: [{ path: /healthz, port: web }]',
    good: 'http: [{ path: /healthz, port: http }]',
  },
} satisfies Pages<'stage'>
