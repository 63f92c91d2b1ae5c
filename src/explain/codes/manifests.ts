import type { Pages } from './pages.ts'

/** Reading manifests that wavec did not write. */
export const manifests = {
  'manifests/not-rendered': {
    condition:
      'The input becomes manifests only when a program renders it: a Helm chart, a template, a kustomization with a base on the network, or one on a machine without kubectl.',
    effect:
      'The rendered result was not checked, or not as it will be applied: no finding does not mean that it is sound.',
    workaround: 'Render it, and give wavec the output: helm template NAME CHART | npx wavec audit -',
  },
} satisfies Pages<'manifests'>
