/** Small repositories without a pipeline, by name. */
export const init: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'flyway-beside-plain-manifests': {
    'db/migration/V1__init.sql': 'create table orders (id bigint primary key);\n',
    'db/migration/V2__note.sql': 'alter table orders add note text;\n',
    'k8s/deployment.yaml': deployment('orders', {
      replicas: 3,
      namespace: 'shop',
      container: 'readinessProbe: { httpGet: { path: /healthz, port: 8080 } }',
    }),
    'k8s/service.yaml': service('orders', 8080),
    'k8s/hpa.yaml':
      'apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: { name: orders, namespace: shop }\nspec: { maxReplicas: 9, scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: orders } }\n',
    'argocd/orders.yaml':
      'apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: { name: orders, namespace: argocd }\nspec:\n  project: default\n  source: { repoURL: https://github.com/acme/shop.git, path: k8s, targetRevision: main }\n  destination: { name: in-cluster, namespace: shop }\n',
  },
  'overlays-and-rails': {
    'db/migrate/20240101000000_create_users.rb': 'class CreateUsers < ActiveRecord::Migration[7.1]\nend\n',
    'deploy/base/kustomization.yaml': 'resources: [deployment.yaml, service.yaml]\n',
    'deploy/base/deployment.yaml': deployment('web', {
      container:
        'env: [{ name: DATABASE_URL, valueFrom: { secretKeyRef: { name: web-db, key: url } } }, { name: RUN_SCHEDULER, value: "true" }]\n          readinessProbe: { httpGet: { path: /up, port: 8080 } }',
    }),
    'deploy/base/service.yaml': service('web', 80),
    'deploy/overlays/production/kustomization.yaml': 'namespace: web-prod\nresources: [../../base]\n',
    'deploy/overlays/staging/kustomization.yaml': 'namespace: web-staging\nresources: [../../base]\n',
  },
  'a-chart': {
    'charts/api/Chart.yaml': 'apiVersion: v2\nname: api\nversion: 0.1.0\n',
    'charts/api/templates/deployment.yaml': '{{ if true }}\nkind: Deployment\n{{ end }}\n',
    'charts/api/values-production.yaml': 'replicas: 3\n',
    'charts/api/values-staging.yaml': 'replicas: 1\n',
    'migrations/000001_init.up.sql': 'create table t (id int);\n',
    'migrations/000001_init.down.sql': 'drop table t;\n',
  },
  'a-volume-of-one-pod': {
    'app/all.yaml': `${deployment('files', {
      container: 'volumeMounts: [{ name: data, mountPath: /data }]',
      pod: 'volumes: [{ name: data, persistentVolumeClaim: { claimName: data } }]',
    })}---\napiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: { name: data }\nspec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: 1Gi } } }\n`,
    'migrations/V1__init.sql': 'create table t (id bigint primary key);\n',
  },
  'probes-on-a-port-of-their-own': {
    'k8s/deployment.yaml': deployment('rest', {
      ports: '[{ name: http, containerPort: 3000 }, { name: admin, containerPort: 3001 }]',
      container:
        'readinessProbe: { httpGet: { path: /ready, port: admin } }\n          livenessProbe: { httpGet: { path: /, port: 3000 } }',
    }),
    'k8s/service.yaml':
      'apiVersion: v1\nkind: Service\nmetadata: { name: rest }\nspec:\n  selector: { app: rest }\n  ports: [{ name: http, port: 80, targetPort: http }, { name: admin, port: 3001, targetPort: admin }]\n',
    'migrations/V1__init.sql': 'create table t (id bigint primary key);\n',
  },
  'no-migrations': { 'k8s/app.yaml': deployment('web', {}) },
  'nothing-at-all': { 'README.md': '# hello\n' },
}

interface Parts {
  readonly replicas?: number
  readonly namespace?: string
  /** Further fields of the container, and of the pod. */
  readonly container?: string
  readonly ports?: string
  readonly pod?: string
}

function deployment(name: string, { replicas = 1, namespace, container, ports, pod }: Parts): string {
  const metadata = `{ name: ${name}${namespace === undefined ? '' : `, namespace: ${namespace}`} }`
  return `apiVersion: apps/v1
kind: Deployment
metadata: ${metadata}
spec:
  replicas: ${replicas}
  selector: { matchLabels: { app: ${name} } }
  template:
    metadata: { labels: { app: ${name} } }
    spec:
      containers:
        - name: ${name}
          image: ghcr.io/acme/${name}:v1.2.3
          ports: ${ports ?? '[{ name: http, containerPort: 8080 }]'}
${container === undefined ? '' : `          ${container}\n`}${pod === undefined ? '' : `      ${pod}\n`}`
}

function service(name: string, port: number): string {
  return `apiVersion: v1
kind: Service
metadata: { name: ${name} }
spec: { selector: { app: ${name} }, ports: [{ name: http, port: ${port}, targetPort: http }] }
`
}
