// Files of diagnostic cases that git or an editor would change, or that are too large to keep.
import type { Renderer } from '../../src/render/index.ts'
import type { ReadProblem } from '../../src/source/tree.ts'
import { inTurn, noProgram, oldKubectl, refusing } from './recorded-renderers.ts'

export interface Unwritable {
  readonly files?: Readonly<Record<string, string | Uint8Array>>
  /** Paths that can't be read, and why. */
  readonly problems?: Readonly<Record<string, ReadProblem>>
  /** Replaces the installed programs. */
  readonly renderer?: Renderer
}

export const spec = `apiVersion: wavec.dev/v1
kind: Pipeline
metadata: { name: orders, namespace: shop }
spec:
  database: { secret: orders-db-migrator }
  migrations: { tool: flyway, path: migrations }
  workload: app
  deploy: { candidate: { passive: true } }
  smokeTest: { http: [{ path: /healthz }] }
`

const file = 'waves/orders/pipeline.yaml'

/** By `<code>/<case>`. */
export const unwritable: Readonly<Record<string, Unwritable>> = {
  'source/too-large/spec': { files: { [file]: `${spec}# ${'x'.repeat(1_048_576)}\n` } },
  'sql/too-large/one-statement': {
    files: {
      'waves/parts/migrations/V1__parts.sql': `create table parts (id bigint);\ninsert into parts values\n  (1)${',(1)'.repeat(130_000)};\ncreate table others (id bigint);\n`,
    },
  },
  'source/not-utf8/latin-1': { files: { [file]: bytes('# Größe der Bestellungen\n', 'latin1', spec) } },
  'source/not-utf8/utf-16': {
    files: { [file]: Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(spec, 'utf16le')]) },
  },
  'source/not-utf8/migration': {
    files: { 'waves/parts/migrations/V2__size.sql': Buffer.from('-- Größe\nselect 1;\n', 'latin1') },
  },
  'sql/hidden-character/comment-and-name': {
    files: {
      'waves/parts/migrations/V1__parts.sql':
        'create table parts (id bigint primary key);\n-- the \u202e live \u202c ones\n/* \u2066only */ delete from parts where id = 1;\nalter table parts add column a\u200bb text;\ndo $$ begin delete from parts where id = 2; -- \u202eretfa\nend $$;\n',
    },
  },
  'sql/hidden-in-literal/data': {
    files: {
      'waves/parts/migrations/V1__parts.sql':
        "create table parts (id bigint primary key, name text);\ninsert into parts values (1, 'a\u202eb\u202c'), (2, 'c\u200bd');\ndo $$ begin update parts set name = 'e\u0007' where id = 1; end $$;\ninsert into parts values (3, 'Persian \u200c joiner, caf\u00e9, tab\t');\n",
    },
  },
  'source/unprintable/migration': {
    files: {
      'waves/parts/migrations/V2__\u001b[2Jx.sql': 'select 1;\n',
      'waves/parts/migrations/V3__a\n::error::b.sql': 'select 1;\n',
    },
  },
  'source/unprintable/folder': { files: { 'waves/a\u202eb/pipeline.yaml': spec } },
  'source/nul/crash': { files: { [file]: `${spec}${'\u0000'.repeat(16)}` } },
  'source/nul/utf-16': { files: { [file]: Buffer.from(spec, 'utf16le') } },
  'source/outside/link': { problems: { [file]: 'outside' }, files: { [file]: '' } },
  'source/unreadable/spec': { problems: { [file]: 'unreadable' }, files: { [file]: '' } },
  'migrations/too-large/one-seed-file': {
    files: { 'waves/parts/migrations/V2__seed.sql': 'insert into parts (id) values (1);\n'.repeat(6000) },
  },
  'sync/too-large/a-copy-for-the-candidate': {
    files: {
      'waves/parts/app/texts.yaml': `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: parts-texts }\ndata: { help: "${'x'.repeat(262_000)}" }\n`,
    },
  },
  'workload/renderer-missing/kustomization': { renderer: noProgram },
  'workload/renderer-missing/kubectl-too-old': { renderer: oldKubectl },
  'workload/renderer-missing/chart': { renderer: noProgram },
  'workload/render-failed/patch-without-target': {
    renderer: refusing(
      'kustomize v5.5.0',
      'no resource matches strategic merge patch "Deployment.v1.apps/partz.[noNs]": no matches for Id Deployment.v1.apps/partz.[noNs]; failed to find unique target for patch Deployment.v1.apps/partz.[noNs]',
    ),
  },
  'workload/not-reproducible/password': {
    renderer: inTurn(
      'helm v3.22',
      '---\n# Source: parts/templates/secret.yaml\ndata:\n  token: 6hR2\n',
      '---\n# Source: parts/templates/secret.yaml\ndata:\n  token: Zk0p\n',
    ),
  },
  'yaml/too-deep/brackets': { files: { [file]: `${spec}  x: ${'['.repeat(100_000)}\n` } },
  'yaml/syntax/control-character': { files: { [file]: spec.replace('/healthz', '"/\u001b[31mhealthz"') } },
}

function bytes(text: string, encoding: 'latin1', rest: string): Uint8Array {
  return Buffer.concat([Buffer.from(text, encoding), Buffer.from(rest)])
}
