import type { Pages } from './pages.ts'

export const workload = {
  'workload/not-a-manifest': {
    condition:
      'A YAML document among the manifests lacks apiVersion, kind or metadata.name, or one of them is not text.',
    effect:
      'Kubernetes accepts no object without them, so Argo CD would fail the whole sync before it applies anything.',
    workaround:
      'Complete the document. What is no manifest (values of a chart, a list of hosts) belongs in another folder.',
    bad: 'kind: Service\nmetadata: { name: orders }',
    good: 'apiVersion: v1\nkind: Service\nmetadata: { name: orders }',
  },
  'workload/generate-name': {
    condition: 'A manifest has metadata.generateName instead of metadata.name.',
    effect:
      'Argo CD makes the same name again when a sync is retried, so a failed hook is not run again, and a new name at each new sync, so old objects pile up.',
    workaround: 'Write a fixed name; as a hook with hook-delete-policy BeforeHookCreation it is run anew at each sync.',
    bad: 'metadata: { generateName: seed- }',
    good: 'metadata: { name: seed }',
  },
  'workload/not-a-string': {
    condition:
      'A label, an annotation, a selector, the value of an environment variable, or an entry of a ConfigMap or Secret is a number, true or false, a map or a list. Without quotes `1.0`, `on`, `yes`, `n` and `012` are no text.',
    effect: 'The API server takes only strings there and refuses the whole object, in the middle of the sync.',
    workaround: 'Put the value in quotes.',
    bad: 'labels: { version: 1.0 }',
    good: 'labels: { version: "1.0" }',
  },
  'workload/not-json': {
    condition: 'A value or key can be written in YAML but not in JSON: .nan, .inf, a key that is null.',
    effect: 'Manifests are sent as JSON: kubectl and Argo CD refuse the file.',
    workaround: 'Put it in quotes if it is meant as text.',
    bad: 'limit: .inf',
    good: 'limit: ".inf"',
  },
  'workload/ambiguous': {
    condition: 'The workload’s manifests hold several Deployments, StatefulSets or Rollouts.',
    effect: 'wavec does not guess which of them the candidate is made from.',
    workaround: 'Name it: workload: { path: app, name: Deployment/orders }.',
    bad: 'workload: app',
    good: 'workload: { path: app, name: Deployment/orders }',
  },
  'workload/container': {
    condition: 'The pod has several containers and the spec chooses none, or chooses one that is not there.',
    effect: 'The release, the candidate’s variables and a migration command belong to one container.',
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
    condition: 'A manifest of the workload names another namespace than the pipeline.',
    effect: 'The Jobs would look for its config and its Service in a namespace where they are not.',
    workaround: 'Leave the namespace out, and wavec fills in the environment’s; or set it to the pipeline’s.',
  },
  'workload/no-release': {
    condition: 'spec.release is not set, and the workload’s image has no tag, or a moving one, to take it from.',
    effect: 'The ledger and every Job name the release; without one nobody can tell what was migrated for what.',
    workaround: 'Tag the image with its version, or set spec.release.',
    bad: 'image: ghcr.io/acme/orders:latest',
    good: 'image: ghcr.io/acme/orders:v2.3.1',
  },
  'workload/no-template': {
    condition: 'The workload has no pod template, e.g. a Rollout with workloadRef.',
    effect: 'There is nothing to make the candidate from.',
    workaround: 'Write the template in the workload itself.',
  },
  'workload/not-found': {
    condition:
      'The workload’s path holds no manifest, no Deployment, StatefulSet or Rollout, or not the one that is named.',
    effect: 'There is nothing to deploy and nothing to make the candidate from.',
    workaround: 'Mend the path or the name.',
  },
  'workload/remote-base': {
    condition: 'A kustomization names something on another machine: a git repository or a URL.',
    effect:
      'A compile reads nothing but the repository. Whatever were fetched could be another text tomorrow, from the same commit.',
    workaround: 'Copy it into the repository and name the folder.',
    bad: 'resources: [https://github.com/acme/base//orders?ref=v1]',
    good: 'resources: [../base]',
  },
  'workload/render-plugin': {
    condition:
      'A kustomization makes kustomize run another program: helmCharts, helmChartInflationGenerator, helmGlobals.',
    effect: 'The program would fetch charts; kustomize and Argo CD run it only where they are told to.',
    workaround: 'Keep the chart in the repository, and name it as the workload.',
    bad: 'helmCharts: [{ name: orders, repo: https://charts.acme.io }]',
    good: 'workload: { path: { chart: chart, values: [values.yaml] } }',
  },
  'workload/renderer-missing': {
    condition:
      'The workload is a kustomization or a Helm chart, and neither kustomize nor kubectl, or no helm, is installed where wavec runs; or one that is too old to say which kustomize it holds.',
    effect: 'The manifests of the workload are not known, so nothing about the pipeline can be.',
    workaround:
      'Install kustomize 5, kubectl 1.27 or newer, or helm 3 or 4; the same version everywhere, CI included. Or render it yourself and commit the result.',
  },
  'workload/render-failed': {
    condition: 'kustomize or helm refused the workload, did not end within a minute, or was given more files than fit.',
    effect: 'The manifests of the workload are not known, so nothing about the pipeline can be.',
    workaround:
      'Mend what it says. It sees only the files of the kustomizations or the chart and the values files, and no network.',
  },
  'workload/chart-dependency': {
    condition: 'Chart.yaml names a dependency that is not in the folder charts/ of the chart.',
    effect: 'helm would have to fetch it, and a compile reads nothing but the repository.',
    workaround: 'Commit it: helm dependency build CHART && git add --force CHART/charts.',
  },
  'workload/not-reproducible': {
    condition: 'The chart renders to another text each time: it makes up a password, a certificate or a date.',
    effect: 'The manifests would differ at every compile, and what was made up would change at every release.',
    workaround: 'Set the value in a values file, or let the chart use a Secret that exists already.',
    bad: 'password: {{ randAlphaNum 16 }}',
    good: 'existingSecret: orders-db',
  },
} satisfies Pages<'workload'>
