import type { Pages } from './pages.ts'

/** Sync options of resources and Applications. */
export const option = {
  'option/force-on-application': {
    condition: 'syncOptions of an Application contain Force.',
    effect: 'Applications have no such option: Argo CD silently ignores it.',
    workaround: 'Put argocd.argoproj.io/sync-options: Force=true on the resource that needs it.',
  },
  'option/force-server-side': {
    condition:
      'A resource has Force=true and is applied server-side, by its own option or that of its Application, without Replace=true.',
    effect:
      'kubectl refuses --force together with --server-side, so every sync fails (Argo CD up to 3.5.1, argoproj/argo-cd#29624).',
    workaround: 'Remove Force=true, or add ServerSideApply=false to the resource.',
  },
  'option/helm-keep': {
    condition: 'An object has helm.sh/resource-policy: keep and no Prune option of Argo CD.',
    effect: 'It survives the deletion of its Application, but a sync that prunes deletes it as soon as it leaves git.',
    workaround: 'Add argocd.argoproj.io/sync-options: Prune=false if it must never be deleted.',
    bad: 'helm.sh/resource-policy: keep',
    good: 'helm.sh/resource-policy: keep\nargocd.argoproj.io/sync-options: Prune=false',
  },
  'option/namespace-metadata': {
    condition: 'An Application has managedNamespaceMetadata without CreateNamespace=true.',
    effect:
      'Argo CD never writes these labels and annotations: the namespace lacks the pod security level or mesh that they ask for.',
    workaround: 'Add CreateNamespace=true, even if the namespace already exists, or write the Namespace as a manifest.',
    bad: 'syncPolicy: { managedNamespaceMetadata: { labels: { team: shop } } }',
    good: 'syncPolicy: { syncOptions: [CreateNamespace=true], managedNamespaceMetadata: { labels: { team: shop } } }',
  },
  'option/replace-job': {
    condition: 'A plain Job has Replace=true without Force=true.',
    effect:
      'kubectl replace is an update, and the pod template of a Job is immutable: the sync fails with the next change.',
    workaround: 'Make it a hook with BeforeHookCreation, or include a hash in its name.',
  },
  'option/server-side-claims': {
    condition: 'A StatefulSet is applied server-side, and a claim template of it has no apiVersion or no kind.',
    effect:
      'The API server adds both, and Argo CD compares the templates field by field: the object stays OutOfSync after every sync, and self-heal applies it again and again.',
    workaround: 'Write both fields, or leave out ServerSideApply=true.',
    bad: 'volumeClaimTemplates:\n  - metadata: { name: data }',
    good: 'volumeClaimTemplates:\n  - apiVersion: v1\n    kind: PersistentVolumeClaim\n    metadata: { name: data }',
  },
  'option/unknown': {
    condition: 'A sync option or compare option is not one that Argo CD knows in that place.',
    effect: 'Argo CD silently ignores it, so it has no effect.',
    workaround: 'Correct it. Argo CD compares option and value as one string, and case matters.',
    bad: 'argocd.argoproj.io/sync-options: Replace=True',
    good: 'argocd.argoproj.io/sync-options: Replace=true',
  },
  'option/unsafe-link': {
    condition:
      'A link that Argo CD shows, from an annotation link.argocd.argoproj.io/NAME, from spec.info or from argocd-cm, has another scheme than http, https or mailto.',
    effect:
      'A javascript:, data: or vbscript: link runs in the session of the person who follows it. Argo CD leaves these out, in older versions only in some places. Any other scheme starts a program on that person’s machine.',
    workaround:
      'Write the address of a page. # wavec:ignore option/unsafe-link REASON keeps the link of a program that you trust.',
    bad: 'link.argocd.argoproj.io/runbook: javascript:alert(1)',
    good: 'link.argocd.argoproj.io/runbook: Runbook|https://wiki.example/orders',
  },
  'option/unread-annotation': {
    condition:
      'A hook, wave or option of Argo CD has a slightly wrong key, or is a label or an annotation of the pod template.',
    effect:
      'Argo CD reads only the annotations of the object itself, by their exact keys: a hook written elsewhere is not a hook, and its Job runs in parallel with the Deployment.',
    workaround: 'Correct the key, and move it to metadata.annotations of the object.',
    bad: 'metadata: { labels: { argocd.argoproj.io/hook: PreSync } }',
    good: 'metadata: { annotations: { argocd.argoproj.io/hook: PreSync } }',
  },
} satisfies Pages<'option'>
