import type { Pages } from './pages.ts'

/** The files in manifests/ compared with what the specs compile to. */
export const drift = {
  'drift/edited': {
    condition:
      'A generated file matches neither what wavec wrote (by its checksum in manifests/.wavec) nor what it would write now.',
    effect:
      'The file was edited by hand. Compiling would lose the edit, and keeping it would let the cluster differ from the spec, so wavec writes nothing.',
    workaround:
      'Move the change into the spec or into the workload under waves/. Then delete the generated file, or restore it with git checkout, and compile.',
    bad: '# manifests/production/orders/31-migrate.yaml\nbackoffLimit: 3   # edited here',
    good: '# waves/orders/pipeline.yaml\nspec:\n  migrate: { backoffLimit: 1 }',
  },
  'drift/interrupted': {
    condition:
      'manifests/ contains the journal (.wavec-next) or the staging folder (.wavec-staging) of an interrupted wavec compile.',
    effect:
      'Each file is complete, but some may be new and others old. compile finishes the work, check compares the files as they are.',
    workaround: 'Run wavec compile. It removes both.',
  },
  'drift/left-over': {
    condition: 'manifests/.wavec lists a file that no spec produces any more.',
    effect: 'Argo CD would keep applying what was removed from the spec.',
    workaround: 'Run wavec compile, which removes its own left-over files, and commit manifests/.',
  },
  'drift/missing': {
    condition: 'The specs produce a file that is missing from manifests/.',
    effect: 'Argo CD applies what is committed: this part of the release would not happen.',
    workaround: 'Run wavec compile and commit manifests/.',
  },
  'drift/not-ours': {
    condition:
      'wavec needs a path that holds something it did not write: a folder, or a file that is not listed in manifests/.wavec.',
    effect: 'Compiling would destroy it, so wavec writes nothing.',
    workaround:
      'Rename it: wavec never touches other files in manifests/. If wavec wrote it and manifests/.wavec was lost, delete the file and compile.',
  },
  'drift/renderer': {
    condition:
      'The workload is a kustomization or a chart, and the committed manifests were rendered by another version of kustomize or helm than the installed one.',
    effect: 'Two versions can render different text: a laptop and CI would keep changing it back and forth.',
    workaround:
      'Install the version that the file names, ideally everywhere, or compile with the installed one and commit the result.',
  },
  'drift/runner': {
    condition:
      'The committed ConfigMaps hold another program for the Jobs than this wavec brings, because they were compiled by another version.',
    effect:
      'The Jobs go on running the committed program. The same finding shows a program that someone put there by other means.',
    workaround: 'Run wavec compile with the version that the repository pins, and commit manifests/.',
  },
  'drift/stale': {
    condition:
      'A generated file differs from what the spec compiles to: the spec, the workload, a migration or wavec itself changed after it was written.',
    effect: 'Argo CD applies what is committed, not what was reviewed in waves/.',
    workaround: 'Run wavec compile and commit manifests/ together with waves/.',
  },
} satisfies Pages<'drift'>
