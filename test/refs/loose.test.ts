// References that Argo CD does not wait for, in sample objects from the API references of their kinds.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { loadManifests } from '../../src/manifest/load.ts'
import { looseReferencesOf } from '../../src/refs/loose.ts'

function found(text: string): readonly string[] {
  const [document] = loadManifests('x.yaml', text, 'any').manifests
  assert.ok(document !== undefined)
  return looseReferencesOf(document.manifest).map(
    ({ kind, name, namespace }) => `${kind}/${name}${namespace === undefined ? '' : ` in ${namespace}`}`,
  )
}

function object(kind: string, spec: string, namespace = ''): string {
  return `apiVersion: example.com/v1\nkind: ${kind}\nmetadata: { name: x${namespace} }\n${spec}\n`
}

const cases: readonly (readonly [string, string, readonly string[]])[] = [
  [
    'a store with a certificate, a token and a role',
    object(
      'SecretStore',
      `spec:
  provider:
    vault:
      server: https://vault.example
      caProvider: { type: ConfigMap, name: vault-ca, key: ca.crt }
      auth:
        tokenSecretRef: { name: vault-token }
        kubernetes: { role: shop, serviceAccountRef: { name: reader }, secretRef: { name: jwt, key: token } }`,
    ),
    ['ConfigMap/vault-ca', 'ServiceAccount/reader', 'Secret/vault-token', 'Secret/jwt'],
  ],
  ...[
    ['doppler', '{ auth: { secretRef: { dopplerToken: { name: creds, key: token } } } }'],
    ['gitlab', '{ auth: { SecretRef: { accessToken: { name: creds, key: token } } } }'],
    ['kubernetes', '{ auth: { token: { bearerToken: { name: creds, key: token } } } }'],
    ['infisical', '{ auth: { universalAuthCredentials: { clientSecret: { name: creds, key: secret } } } }'],
    ['yandexlockbox', '{ auth: { authorizedKeySecretRef: { name: creds, key: key } } }'],
    ['scaleway', '{ secretKey: { secretRef: { name: creds, key: key } } }'],
    ['webhook', '{ url: "https://x", secrets: [{ name: not-an-object, secretRef: { name: creds, key: key } }] }'],
    ['aws', '{ auth: { secretRef: { accessKeyIDSecretRef: { name: creds, key: id } } } }'],
  ].map(
    ([provider, settings]) =>
      [
        `a store of ${provider}`,
        object('SecretStore', `spec: { provider: { ${provider}: ${settings} } }`),
        ['Secret/creds'],
      ] as const,
  ),
  [
    'a store of the cluster names a namespace',
    object(
      'ClusterSecretStore',
      'spec: { provider: { onepassword: { auth: { secretRef: { connectTokenSecretRef: { name: t, namespace: eso, key: k } } } } } }',
    ),
    ['Secret/t in eso'],
  ],
  [
    'an ExternalSecret of stores, generators and templates',
    object(
      'ExternalSecret',
      `spec:
  secretStoreRef: { name: own }
  target: { template: { templateFrom: [{ configMap: { name: tpl, items: [] } }, { secret: { name: tpl-secret, items: [] } }] } }
  data: [{ secretKey: a, remoteRef: { key: b }, sourceRef: { storeRef: { kind: ClusterSecretStore, name: shared } } }]
  dataFrom: [{ sourceRef: { generatorRef: { kind: ECRAuthorizationToken, name: ecr } } }, { extract: { key: x } }]`,
    ),
    ['SecretStore/own', 'ClusterSecretStore/shared', 'ECRAuthorizationToken/ecr', 'ConfigMap/tpl', 'Secret/tpl-secret'],
  ],
  [
    'a route',
    object(
      'HTTPRoute',
      `spec:
  parentRefs: [{ name: public, namespace: edge }]
  rules: [{ backendRefs: [{ name: orders, port: 80 }], filters: [{ type: RequestMirror, requestMirror: { backendRef: { name: mirror } } }] }]`,
      ', namespace: shop',
    ),
    ['Gateway/public in edge', 'Service/orders in shop', 'Service/mirror in shop'],
  ],
  [
    'what scales',
    object(
      'ScaledObject',
      'spec: { scaleTargetRef: { kind: StatefulSet, name: db }, triggers: [{ authenticationRef: { name: auth, kind: ClusterTriggerAuthentication } }] }',
    ),
    ['ClusterTriggerAuthentication/auth', 'StatefulSet/db'],
  ],
  [
    'what is scraped',
    object(
      'PodMonitor',
      'spec: { podMetricsEndpoints: [{ basicAuth: { username: { name: u, key: k }, password: { name: p, key: k } }, tlsConfig: { ca: { configMap: { name: ca, key: k } } } }] }',
    ),
    ['Secret/u', 'Secret/p', 'ConfigMap/ca'],
  ],
  [
    'an issuer',
    object(
      'Issuer',
      'spec: { acme: { privateKeySecretRef: { name: made-by-it }, solvers: [{ dns01: { cloudflare: { apiTokenSecretRef: { name: cf, key: token } } } }] } }',
    ),
    ['Secret/cf'],
  ],
  [
    'storage',
    object(
      'PersistentVolume',
      'spec: { storageClassName: fast, csi: { driver: d, nodeStageSecretRef: { name: s, namespace: csi } } }',
    ),
    ['StorageClass/fast', 'Secret/s in csi'],
  ],
  [
    'classes of a pod',
    'apiVersion: batch/v1\nkind: CronJob\nmetadata: { name: x }\nspec: { jobTemplate: { spec: { template: { spec: { priorityClassName: low, runtimeClassName: gvisor } } } } }\n',
    ['PriorityClass/low', 'RuntimeClass/gvisor'],
  ],
  [
    'an Application',
    object(
      'Application',
      'spec: { project: shop, destination: { name: prod, namespace: shop } }',
      ', namespace: argocd',
    ),
    ['AppProject/shop in argocd', 'Namespace/shop in argocd'],
  ],
]

for (const [name, text, expected] of cases) test(name, () => assert.deepEqual(found(text), expected))
