import type { Pages } from './pages.ts'

/** Reading objects that somebody else wrote. */
export const manifests = {
  'manifests/not-rendered': {
    condition:
      'What stands there becomes manifests only when a program renders it: a Helm chart, a template, a kustomization with a base on the network or on a machine without kubectl.',
    effect:
      'What it becomes was not looked at, or not as it will be applied: no finding there does not mean that it is sound.',
    workaround: 'Render it, and give wavec the output: helm template NAME CHART | npx wavec audit -',
  },
} satisfies Pages<'manifests'>
