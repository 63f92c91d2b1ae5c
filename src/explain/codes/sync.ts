import type { Pages } from './pages.ts'

export const sync = {
  'sync/does-not-succeed': {
    condition:
      'Simulated as Argo CD would run it, the sync of the compiled manifests fails or never ends, although every Job succeeds.',
    effect:
      'The release never completes: Argo CD waits for an object that never becomes healthy by itself, or that is refused.',
    workaround:
      'Look at the passes with wavec simulate. Change the object that Argo CD waits for, or remove it from the workload.',
    bad: 'kind: Job\nmetadata: { annotations: { argocd.argoproj.io/hook: Sync } }\nspec: { suspend: true }',
    good: 'kind: Job\nmetadata: { annotations: { argocd.argoproj.io/hook: Sync } }\nspec: { suspend: false }',
  },
  'sync/not-held-back': {
    condition:
      'Simulated as Argo CD would run it, a stage before the workload fails, and part of the workload is applied anyway.',
    effect: 'Pods of the new version run on a schema that was not migrated.',
    workaround: 'Give the object a wave after migrate, or remove its phase and wave.',
    bad: 'profile: waves\n# and in the workload, as migrate has wave 0:\nkind: Deployment\nmetadata: { annotations: { argocd.argoproj.io/sync-wave: "-5" } }',
    good: 'profile: waves\nkind: Deployment\nmetadata: { annotations: { argocd.argoproj.io/sync-wave: "1" } }',
  },
  'sync/too-large': {
    condition:
      'A ConfigMap of the output is larger than client-side apply can handle, which stores the whole object in an annotation of at most 262,144 bytes.',
    effect: 'The API server refuses it, so every sync fails before its first Job.',
    workaround:
      'Split a ConfigMap of your own. For the program of the Jobs, set runner.image to an image that holds wavec. For the index of migrations, replace those that every database has by a baseline.',
  },
} satisfies Pages<'sync'>
