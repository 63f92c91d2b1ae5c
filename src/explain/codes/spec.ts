import type { Pages } from './pages.ts'

export const spec = {
  'spec/unknown-key': {
    condition: 'A map of the spec has an unknown key: misspelt, in the wrong map, or from another version.',
    effect: 'An ignored setting would have no effect, and it would not be noticed before the release.',
    workaround: 'Use the suggested key or one of those listed. `wavec schema` prints them all.',
    bad: 'smoketest: { http: [{ path: /healthz }] }',
    good: 'smokeTest: { http: [{ path: /healthz }] }',
  },
  'spec/missing-key': {
    condition: 'A key that has no default is missing.',
    effect: 'wavec would have to guess what to connect to, what to run or what to check.',
    workaround: 'Add the key to the map at the marked place.',
    bad: 'migrations: { path: migrations }',
    good: 'migrations: { tool: flyway, path: migrations }',
  },
  'spec/wrong-type': {
    condition: 'A value has the wrong type for its key: a number where text is expected, or a word where a list is.',
    effect:
      'YAML infers types from spelling (16 is a number, true a boolean). Kubernetes refuses the wrong type, or reads another value.',
    workaround: 'Write the expected type. Quote numbers and booleans that are meant as text.',
    bad: 'database: { secret: orders-db, version: 16 }',
    good: 'database: { secret: orders-db, version: "16" }',
  },
  'spec/unknown-value': {
    condition: 'A key takes one of a few words, and the value is not one of them.',
    effect: 'The setting would have no meaning.',
    workaround:
      "Use one of the listed values. Case matters: wavec's own are lower-kebab, those of Kubernetes and Argo CD keep their spelling.",
    bad: 'migrations: { tool: flywy, path: migrations }',
    good: 'migrations: { tool: flyway, path: migrations }',
  },
  'spec/bad-value': {
    condition:
      'A value has the right type but the wrong form: too long, too small, empty, or not in the format of the key.',
    effect: 'Kubernetes, Argo CD or the tool would refuse it later, in the middle of a release.',
    workaround: 'Write it as the message shows.',
    bad: 'smokeTest: { http: [{ path: healthz }] }',
    good: 'smokeTest: { http: [{ path: /healthz }] }',
  },
  'spec/conflict': {
    condition: 'Two settings contradict each other, or one has no effect next to the other.',
    effect: 'One of them would silently win: a Job could migrate another database than the spec seems to say.',
    workaround: 'Keep one of the two marked places.',
    bad: 'database: { secret: { name: db, keys: { host: host } }, host: db.shop.svc }',
    good: 'database: { secret: { name: db, keys: { database: dbname, user: username, password: password, port: port } }, host: db.shop.svc }',
  },
  'spec/not-yet-supported': {
    condition: "The setting is part of the spec, but this version of wavec can't compile it yet.",
    effect: 'If it were silently ignored, the manifests would do less than the spec says.',
    workaround: 'Remove it, use the alternative in the message, or wait for a version that supports it.',
    bad: 'target: helm',
    good: 'target: argocd',
  },
  'spec/bare-duration': {
    condition: 'A duration is a number without a unit.',
    effect: 'Seconds, minutes and milliseconds look the same: a deadline could be off by a factor of 60 or 1,000.',
    workaround: 'Add the unit: ms, s, m or h.',
    bad: 'migrate: { deadline: 90 }',
    good: 'migrate: { deadline: 90s }',
  },
  'spec/bad-duration': {
    condition:
      'A duration is not written with the units h, m, s and ms, in this order, each at most once and as whole numbers, or it is longer than 596h.',
    effect: 'The deadline or timeout would be unknown, or longer than the timers of Node and PostgreSQL can hold.',
    workaround: 'Write it like 50ms, 10s, 5m or 1h30m.',
    bad: 'migrate: { deadline: 15 minutes }',
    good: 'migrate: { deadline: 15m }',
  },
  'spec/bad-quantity': {
    condition: 'A resource quantity is not one that Kubernetes can parse.',
    effect: 'The API server would refuse the Job, and the sync would fail.',
    workaround: 'Write CPU like 250m or 1, and memory like 512Mi or 2Gi. The unit has no B: 512Mi, not 512MB.',
    bad: 'pod: { resources: { limits: { memory: 512MB } } }',
    good: 'pod: { resources: { limits: { memory: 512Mi } } }',
  },
  'spec/bad-name': {
    condition:
      'A name is not one that Kubernetes accepts: a DNS label (at most 63 of a-z, 0-9 and -) or a DNS subdomain (also dots, at most 253).',
    effect: 'The API server would refuse every object that carries the name.',
    workaround: 'Use lower-case letters, digits and -, with a letter or digit at both ends.',
    bad: 'metadata: { name: Orders_DB, namespace: shop }',
    good: 'metadata: { name: orders-db, namespace: shop }',
  },
  'spec/bad-reference': {
    condition: 'An entry of `external` is not the kind and name of an object.',
    effect: 'wavec would not know which object already exists, and would report it as missing.',
    workaround: 'Write Kind/name, with the kind capitalised as in a manifest.',
    bad: 'external: [orders-db-ca]',
    good: 'external: [Secret/orders-db-ca]',
  },
  'spec/release-unquoted': {
    condition: 'The release is not quoted, so that YAML reads it as a number or a boolean.',
    effect:
      'YAML reads 2.30 as 2.3 and 7e10123 as infinity: labels, the ledger and image tags would name another release.',
    workaround: 'Put it in quotes.',
    bad: 'release: 2.30',
    good: 'release: "2.30"',
  },
  'spec/duplicate-pipeline': {
    condition: 'Two specs have the same metadata.name and a pipeline for the same environment.',
    effect:
      'Both would be written to the same folder of manifests/, and their Jobs would replace each other in the cluster.',
    workaround: 'Rename one of them, or remove the environment from one.',
    bad: '# waves/a/pipeline.yaml\nmetadata: { name: orders, namespace: shop }\n# waves/b/pipeline.yaml\nmetadata: { name: orders, namespace: billing }',
    good: '# waves/b/pipeline.yaml\nmetadata: { name: billing-orders, namespace: billing }',
  },
} satisfies Pages<'spec'>
