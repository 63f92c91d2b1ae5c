import type { Pages } from './pages.ts'

export const spec = {
  'spec/unknown-key': {
    condition:
      'A map of the spec has a key that is not known there: misspelt, in the wrong map, or of another version.',
    effect: 'A setting that is read over would have no effect, and nobody would notice before the release.',
    workaround: 'Use the key that is proposed, or one of those that are listed; `wavec schema` prints them all.',
    bad: 'smoketest: { http: [{ path: /healthz }] }',
    good: 'smokeTest: { http: [{ path: /healthz }] }',
  },
  'spec/missing-key': {
    condition: 'A key that has no default is absent.',
    effect: 'wavec would have to guess what to connect to, what to run or what to check.',
    workaround: 'Add the key to the map that is shown.',
    bad: 'migrations: { path: migrations }',
    good: 'migrations: { tool: flyway, path: migrations }',
  },
  'spec/wrong-type': {
    condition: 'A value has another type than the key takes: a number where text is expected, a word where a list is.',
    effect:
      'YAML decides types by spelling (16 is a number, true a truth value); Kubernetes refuses the wrong one or reads another value.',
    workaround: 'Write what is expected. Numbers and truth values that are meant as text need quotes.',
    bad: 'database: { secret: orders-db, version: 16 }',
    good: 'database: { secret: orders-db, version: "16" }',
  },
  'spec/unknown-value': {
    condition: 'A key takes one of a few words, and this is none of them.',
    effect: 'The setting would have no meaning.',
    workaround:
      "Use one of the values that are listed. Case counts: wavec's own are lower-kebab, Kubernetes' and Argo CD's as they spell them.",
    bad: 'migrations: { tool: flywy, path: migrations }',
    good: 'migrations: { tool: flyway, path: migrations }',
  },
  'spec/bad-value': {
    condition:
      'A value has the right type and the wrong form: too long, too small, empty, or not written the way the key needs it.',
    effect: 'Kubernetes, Argo CD or the tool would refuse it later, when the release is already under way.',
    workaround: 'Write it as the message shows.',
    bad: 'smokeTest: { http: [{ path: healthz }] }',
    good: 'smokeTest: { http: [{ path: /healthz }] }',
  },
  'spec/conflict': {
    condition: 'Two settings say different things about the same matter, or one has no effect beside the other.',
    effect:
      'One of them would win without a word: a Job could migrate another database than the one a reader of the spec sees.',
    workaround: 'Keep one of the two places that are shown.',
    bad: 'database: { secret: { name: db, keys: { host: host } }, host: db.shop.svc }',
    good: 'database: { secret: { name: db, keys: { database: dbname, user: username, password: password, port: port } }, host: db.shop.svc }',
  },
  'spec/not-yet-supported': {
    condition: "The setting belongs to the spec, and this version of wavec can't compile it yet.",
    effect: 'Left out silently, the manifests would do less than the spec promises.',
    workaround: 'Remove it, use what the message names instead, or wait for a version that supports it.',
    bad: 'target: helm',
    good: 'target: argocd',
  },
  'spec/bare-duration': {
    condition: 'A duration is a number without a unit.',
    effect: 'Nobody can tell seconds from minutes or milliseconds: a deadline could be off by a factor of 60 or 1,000.',
    workaround: 'Add the unit: ms, s, m or h.',
    bad: 'migrate: { deadline: 90 }',
    good: 'migrate: { deadline: 90s }',
  },
  'spec/bad-duration': {
    condition:
      'A duration is not written with the units h, m, s and ms, in this order, each at most once and without fractions.',
    effect: 'The deadline or timeout would be unknown.',
    workaround: 'Write it like 50ms, 10s, 5m or 1h30m.',
    bad: 'migrate: { deadline: 15 minutes }',
    good: 'migrate: { deadline: 15m }',
  },
  'spec/bad-quantity': {
    condition: 'A resource quantity is not one that Kubernetes reads.',
    effect: 'The API server would refuse the Job, and the sync would fail.',
    workaround: 'Write CPU like 250m or 1, memory like 512Mi or 2Gi. The unit has no B: 512Mi, not 512MB.',
    bad: 'pod: { resources: { limits: { memory: 512MB } } }',
    good: 'pod: { resources: { limits: { memory: 512Mi } } }',
  },
  'spec/bad-name': {
    condition:
      'A name is not one that Kubernetes takes: a DNS label (at most 63 of a-z, 0-9 and -) or a DNS subdomain (dots too, at most 253).',
    effect: 'The API server would refuse every object that carries the name.',
    workaround: 'Use lower case letters, digits and -, with a letter or digit at both ends.',
    bad: 'metadata: { name: Orders_DB, namespace: shop }',
    good: 'metadata: { name: orders-db, namespace: shop }',
  },
  'spec/bad-reference': {
    condition: 'An entry of `external` is not the kind and the name of an object.',
    effect: 'wavec could not tell which object exists already, and would report it as missing.',
    workaround: 'Write Kind/name, the kind with a capital letter as in a manifest.',
    bad: 'external: [orders-db-ca]',
    good: 'external: [Secret/orders-db-ca]',
  },
  'spec/release-unquoted': {
    condition: 'The release is a number or a truth value for YAML, because it stands there without quotes.',
    effect:
      'YAML reads 2.30 as 2.3 and 7e10123 as infinity: labels, the ledger and image tags would name another release.',
    workaround: 'Put it in quotes.',
    bad: 'release: 2.30',
    good: 'release: "2.30"',
  },
  'spec/duplicate-pipeline': {
    condition: 'Two specs give the same metadata.name, and both have a pipeline for the same environment.',
    effect:
      'Both would be written to the same folder of manifests/, and their Jobs would replace each other in the cluster.',
    workaround: 'Rename one of them, or take the environment out of one.',
    bad: '# waves/a/pipeline.yaml\nmetadata: { name: orders, namespace: shop }\n# waves/b/pipeline.yaml\nmetadata: { name: orders, namespace: billing }',
    good: '# waves/b/pipeline.yaml\nmetadata: { name: billing-orders, namespace: billing }',
  },
} satisfies Pages<'spec'>
