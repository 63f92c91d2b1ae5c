import type { Pages } from './pages.ts'

/** Sync options, of a resource and of an Application. */
export const option = {
  'option/force-on-application': {
    condition: 'spec.syncPolicy.syncOptions of an Application has Force.',
    effect: 'There is no such option of an Application: it is passed over without a word.',
    workaround: 'Put argocd.argoproj.io/sync-options: Force=true on the resource that needs it.',
  },
  'option/force-server-side': {
    condition:
      'A resource has Force=true and is applied server-side, by its own option or that of its Application, without Replace=true.',
    effect:
      'kubectl refuses --force together with --server-side: every sync fails. (Argo CD up to 3.5.1; argoproj/argo-cd#29624.)',
    workaround: 'Take Force=true out, or add ServerSideApply=false to the resource.',
  },
  'option/helm-keep': {
    condition: 'An object has helm.sh/resource-policy: keep, and no Prune option of Argo CD.',
    effect: 'It survives the deletion of its Application; a sync that prunes deletes it as soon as it leaves git.',
    workaround: 'Add argocd.argoproj.io/sync-options: Prune=false where it is never to be deleted.',
    bad: 'helm.sh/resource-policy: keep',
    good: 'helm.sh/resource-policy: keep\nargocd.argoproj.io/sync-options: Prune=false',
  },
  'option/namespace-metadata': {
    condition: 'An Application has managedNamespaceMetadata, and not CreateNamespace=true.',
    effect:
      'Its labels and annotations are never written: a namespace stays without the pod security level or mesh that they ask for.',
    workaround: 'Add CreateNamespace=true, also where the namespace is there already, or write the Namespace.',
    bad: 'syncPolicy: { managedNamespaceMetadata: { labels: { team: shop } } }',
    good: 'syncPolicy: { syncOptions: [CreateNamespace=true], managedNamespaceMetadata: { labels: { team: shop } } }',
  },
  'option/replace-job': {
    condition: 'A plain Job has Replace=true without Force=true.',
    effect:
      'kubectl replace is an update, and the pod template of a Job is immutable: the sync fails with the next change.',
    workaround: 'Make it a hook with BeforeHookCreation, or give it a name with a hash.',
  },
  'option/unknown': {
    condition: 'A sync option or compare option is none that Argo CD knows in that place.',
    effect: 'It is passed over without a word, so what it was meant to do does not happen.',
    workaround: 'Correct it. Option and value are compared as a whole, and letter case counts.',
    bad: 'argocd.argoproj.io/sync-options: Replace=True',
    good: 'argocd.argoproj.io/sync-options: Replace=true',
  },
  'option/unread-annotation': {
    condition:
      'A hook, wave or option of Argo CD has a key that differs a little from the right one, or stands among the labels or on the pod template.',
    effect:
      'Argo CD reads the annotations of the object itself, by their exact keys: a hook that is written elsewhere is none, and its Job runs beside the Deployment.',
    workaround: 'Correct the key, and put it into metadata.annotations of the object.',
    bad: 'metadata: { labels: { argocd.argoproj.io/hook: PreSync } }',
    good: 'metadata: { annotations: { argocd.argoproj.io/hook: PreSync } }',
  },
} satisfies Pages<'option'>
