import type { Pages } from './pages.ts'

/** What stands in manifests/ against what the spec compiles to. */
export const drift = {
  'drift/edited': {
    condition:
      'A file that wavec generated is neither the text that wavec wrote (by its checksum in manifests/.wavec) nor the text that it would write now.',
    effect:
      'Somebody changed a generated file by hand. Compiling over it would lose the change, and keeping it would let the cluster differ from the spec, so nothing is written at all.',
    workaround:
      'Move the change into the spec or into the workload under waves/. Then delete the generated file, or restore it with git checkout, and compile.',
    bad: '# manifests/production/orders/31-migrate.yaml\nbackoffLimit: 3   # edited here',
    good: '# waves/orders/pipeline.yaml\nspec:\n  migrate: { backoffLimit: 1 }',
  },
  'drift/interrupted': {
    condition:
      'manifests/ holds the journal (.wavec-next) or the staging folder (.wavec-staging) of a run of wavec compile that did not end.',
    effect:
      'Each file is whole, but some may be of the new state and others of the old one. compile finishes the work; check compares what stands there now.',
    workaround: 'Run wavec compile. It removes both and needs no other help.',
  },
  'drift/left-over': {
    condition: 'manifests/.wavec lists a file that the specs no longer produce.',
    effect: 'Argo CD would go on applying what was taken out of the spec.',
    workaround: 'Run wavec compile, which removes its own left-over files, and commit manifests/.',
  },
  'drift/missing': {
    condition: 'The specs produce a file that is not in manifests/.',
    effect: 'Argo CD applies what is committed: this part of the release would not happen.',
    workaround: 'Run wavec compile and commit manifests/.',
  },
  'drift/not-ours': {
    condition:
      'A path that wavec needs is taken by something that wavec did not write: it is not listed in manifests/.wavec, or it is a folder.',
    effect: 'Compiling would destroy it, so nothing is written at all.',
    workaround:
      'Move it to another name; other files in manifests/ are never touched. If wavec did write it and manifests/.wavec was lost, delete the file and compile.',
  },
  'drift/renderer': {
    condition:
      'The workload is a kustomization or a chart, and the committed manifests were rendered by another version of kustomize or helm than the one that is installed here.',
    effect:
      'Two versions need not render the same text: without a word about it, a laptop and CI would take turns in changing it.',
    workaround:
      'Install the version that the file names, best everywhere; or compile with the one that is here and commit the result.',
  },
  'drift/stale': {
    condition:
      'A generated file is not what the spec compiles to: the spec, the workload, a migration or wavec itself changed after it was written.',
    effect: 'Argo CD applies what is committed, so what was reviewed in waves/ is not what would run.',
    workaround: 'Run wavec compile and commit manifests/ together with waves/.',
  },
} satisfies Pages<'drift'>
