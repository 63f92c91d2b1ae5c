import type { Pages } from './pages.ts'

export const workload = {
  'workload/not-a-manifest': {
    condition:
      'A YAML document among the manifests lacks apiVersion, kind or metadata.name, or one of them is not text.',
    effect:
      'Kubernetes accepts no object without them, so Argo CD would fail the whole sync before it applies anything.',
    workaround:
      'Complete the document. Move what is not a manifest (values of a chart, a list of hosts) to another folder.',
    bad: 'kind: Service\nmetadata: { name: orders }',
    good: 'apiVersion: v1\nkind: Service\nmetadata: { name: orders }',
  },
  'workload/generate-name': {
    condition: 'A manifest has metadata.generateName instead of metadata.name.',
    effect:
      'When Argo CD retries a sync it generates the same name, so a failed hook is not run again. Each new sync gets a new name, so old objects pile up.',
    workaround: 'Write a fixed name. A hook with hook-delete-policy BeforeHookCreation is recreated on each sync.',
    bad: 'metadata: { generateName: seed- }',
    good: 'metadata: { name: seed }',
  },
  'workload/not-a-string': {
    condition:
      'A label, an annotation, a selector, the value of an environment variable, or an entry of a ConfigMap or Secret is a number, a boolean, a map or a list. Without quotes, `1.0`, `on`, `yes`, `n` and `012` are not text.',
    effect: 'The API server accepts only strings there and refuses the whole object, in the middle of the sync.',
    workaround: 'Put the value in quotes.',
    bad: 'labels: { version: 1.0 }',
    good: 'labels: { version: "1.0" }',
  },
  'workload/not-json': {
    condition: 'A value or key is valid in YAML but not in JSON: .nan, .inf, a null key.',
    effect: 'Manifests are sent as JSON, so kubectl and Argo CD refuse the file.',
    workaround: 'Quote it if it is meant as text.',
    bad: 'limit: .inf',
    good: 'limit: ".inf"',
  },
  'workload/ambiguous': {
    condition: 'The manifests of the workload contain several Deployments, StatefulSets or Rollouts.',
    effect: 'wavec does not guess which of them to build the candidate from.',
    workaround: 'Name it: workload: { path: app, name: Deployment/orders }.',
    bad: 'workload: app',
    good: 'workload: { path: app, name: Deployment/orders }',
  },
  'workload/container': {
    condition: 'The pod has several containers, and the spec names none of them, or one that does not exist.',
    effect: 'The release, the variables of the candidate and a migration command belong to one container.',
    workaround:
      'Name it: workload: { path: app, container: app }, or annotate the template with kubectl.kubernetes.io/default-container.',
    good: 'workload: { path: app, container: app }',
  },
  'workload/duplicate': {
    condition: 'Two manifests of the workload have the same group, kind, namespace and name.',
    effect: 'Argo CD applies the last one and only warns.',
    workaround: 'Keep one of them.',
  },
  'workload/namespace': {
    condition: 'A manifest of the workload has another namespace than the pipeline.',
    effect: 'The Jobs would look for its configuration and its Service in the wrong namespace.',
    workaround: 'Remove the namespace, and wavec fills in that of the environment, or set it to that of the pipeline.',
  },
  'workload/no-release': {
    condition: 'spec.release is not set, and the image of the workload has no tag, or a moving one, to take it from.',
    effect: 'The ledger and every Job name the release. Without one it is unknown what was migrated for which version.',
    workaround: 'Tag the image with its version, or set spec.release.',
    bad: 'image: ghcr.io/acme/orders:latest',
    good: 'image: ghcr.io/acme/orders:v2.3.1',
  },
  'workload/no-template': {
    condition: 'The workload has no pod template, e.g. a Rollout with workloadRef.',
    effect: 'The candidate cannot be built.',
    workaround: 'Write the template in the workload itself.',
  },
  'workload/not-found': {
    condition:
      'The path of the workload contains no manifest, no Deployment, StatefulSet or Rollout, or not the one that is named.',
    effect: 'There is nothing to deploy and nothing to build the candidate from.',
    workaround: 'Correct the path or the name.',
  },
  'workload/remote-base': {
    condition: 'A kustomization refers to another machine: a git repository or a URL.',
    effect: 'A compile reads only the repository. A download could be different tomorrow, for the same commit.',
    workaround: 'Copy it into the repository and name the folder.',
    bad: 'resources: [https://github.com/acme/base//orders?ref=v1]',
    good: 'resources: [../base]',
  },
  'workload/render-plugin': {
    condition:
      'A kustomization makes kustomize run another program: helmCharts, helmChartInflationGenerator, helmGlobals.',
    effect: 'The program would download charts, and kustomize and Argo CD run it only if they are configured to.',
    workaround: 'Keep the chart in the repository, and set it as the workload.',
    bad: 'helmCharts: [{ name: orders, repo: https://charts.acme.io }]',
    good: 'workload: { path: { chart: chart, values: [values.yaml] } }',
  },
  'workload/renderer-missing': {
    condition:
      'The workload is a kustomization or a Helm chart, and wavec finds neither kustomize nor kubectl, or no helm, or a version too old to report which kustomize it contains.',
    effect: 'The manifests of the workload are unknown, so wavec can check nothing about the pipeline.',
    workaround:
      'Install kustomize 5, kubectl 1.27 or later, or helm 3 or 4, in the same version everywhere, CI included. Or render it yourself and commit the result.',
  },
  'workload/render-failed': {
    condition: 'kustomize or helm refused the workload, took longer than a minute, or got more files than fit.',
    effect: 'The manifests of the workload are unknown, so wavec can check nothing about the pipeline.',
    workaround:
      'Fix what it reports. It sees only the files of the kustomizations or of the chart and the values files, and no network.',
  },
  'workload/chart-dependency': {
    condition: 'Chart.yaml names a dependency that is missing from the folder charts/ of the chart.',
    effect: 'helm would have to download it, and a compile reads only the repository.',
    workaround: 'Commit it: helm dependency build CHART && git add --force CHART/charts.',
  },
  'workload/not-reproducible': {
    condition: 'The chart renders different text each time: it generates a password, a certificate or a date.',
    effect: 'The manifests would differ with every compile, and the generated value would change with every release.',
    workaround: 'Set the value in a values file, or let the chart use an existing Secret.',
    bad: 'password: {{ randAlphaNum 16 }}',
    good: 'existingSecret: orders-db',
  },
} satisfies Pages<'workload'>
