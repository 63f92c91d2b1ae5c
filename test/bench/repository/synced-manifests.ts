/** Services of five objects each, a PreSync Job among them, in five waves of each phase. */
export function syncedManifests(count: number): string {
  const documents: string[] = []
  for (let index = 0; documents.length < count; index++) documents.push(...serviceOf(`s${index}`, index % 5))
  return documents.slice(0, count).join('---\n')
}

function serviceOf(name: string, wave: number): readonly string[] {
  const head = (apiVersion: string, kind: string, hook = ''): string =>
    `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata:\n  name: ${name}\n  namespace: shop\n  annotations:\n${hook}    argocd.argoproj.io/sync-wave: "${wave}"\n`
  const container = `containers:\n      - name: app\n        image: registry.example.com/${name}:v1\n`
  const template = `  template:\n    metadata:\n      labels:\n        app: ${name}\n    spec:\n      `
  return [
    head('v1', 'ServiceAccount'),
    `${head('v1', 'ConfigMap')}data:\n  LOG_LEVEL: info\n  REGION: eu-west-1\n  POOL: "20"\n`,
    `${head('v1', 'Service')}spec:\n  selector:\n    app: ${name}\n  ports:\n  - name: http\n    port: 80\n    targetPort: 8080\n`,
    `${head('apps/v1', 'Deployment')}spec:\n  replicas: 3\n  selector:\n    matchLabels:\n      app: ${name}\n${template}${container}        ports:\n        - containerPort: 8080\n        resources:\n          requests:\n            cpu: 100m\n            memory: 128Mi\n`,
    `${head('batch/v1', 'Job', '    argocd.argoproj.io/hook: PreSync\n')}spec:\n  activeDeadlineSeconds: 600\n${template}restartPolicy: Never\n      ${container}`,
  ]
}
