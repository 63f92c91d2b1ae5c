/** The files of one service, as a person would write them. */
import type { Service } from './repository.ts'

export function pipeline({ name }: Service): string {
  return `apiVersion: wavec.dev/v1
kind: Pipeline
metadata: { name: ${name}, namespace: shop }
spec:
  database: { version: "16", secret: { name: ${name}-db-migrator, keys: { url: DATABASE_URL } } }
  migrations: { tool: sql, path: migrations }
  workload: app
  deploy: { candidate: { env: { CONSUMERS: "off" } } }
  smokeTest: { http: [{ path: /healthz }, { path: "/items?limit=1" }] }
  external: [Secret/${name}-db]
`
}

export function configMap({ name, salt }: Service): string {
  return `apiVersion: v1
kind: ConfigMap
metadata:
  name: ${name}-config
  labels:
    app.kubernetes.io/name: ${name}
data:
  PORT: "8080"
  LOG_LEVEL: info
  # How long a page may be kept by the CDN.
  CACHE_MAX_AGE: 60s
  CACHE_SALT: "${salt}"
`
}

export function deployment({ name, replicas }: Service): string {
  return `apiVersion: apps/v1
kind: Deployment
metadata:
  name: ${name}
  labels:
    app.kubernetes.io/name: ${name}
spec:
  replicas: ${replicas}
  selector:
    matchLabels:
      app.kubernetes.io/name: ${name}
  template:
    metadata:
      labels:
        app.kubernetes.io/name: ${name}
    spec:
      automountServiceAccountToken: false
      securityContext:
        runAsNonRoot: true
        runAsUser: 10001
        seccompProfile:
          type: RuntimeDefault
      containers:
        - name: app
          image: ghcr.io/acme/${name}:v2.3.1
          ports:
            - name: http
              containerPort: 8080
          envFrom:
            - configMapRef:
                name: ${name}-config
          env:
            - name: DATABASE_URL
              valueFrom:
                secretKeyRef:
                  name: ${name}-db
                  key: DATABASE_URL
          readinessProbe:
            httpGet:
              path: /healthz
              port: http
            periodSeconds: 5
          livenessProbe:
            httpGet:
              path: /healthz
              port: http
          resources:
            requests:
              cpu: 100m
              memory: 128Mi
            limits:
              memory: 256Mi
          securityContext:
            allowPrivilegeEscalation: false
            readOnlyRootFilesystem: true
            capabilities:
              drop: [ALL]
`
}

export function service({ name }: Service): string {
  return `apiVersion: v1
kind: Service
metadata:
  name: ${name}
  labels:
    app.kubernetes.io/name: ${name}
spec:
  selector:
    app.kubernetes.io/name: ${name}
  ports:
    - name: http
      port: 80
      targetPort: http
`
}

export function firstMigration({ name }: Service): string {
  return `-- The items of ${name}.
create table ${tableOf(name)} (
  id bigint generated always as identity primary key,
  title text not null,
  created_at timestamptz not null default now()
);
`
}

export function secondMigration({ name }: Service): string {
  return `alter table ${tableOf(name)} add column note text;\n`
}

function tableOf(name: string): string {
  return `${name.replace('-', '_')}_items`
}
