import type { Pages } from './page.ts'

/** Sync options, of a resource and of an Application. */
export const option = {
  'option/unknown': {
    severity: 'warning',
    condition: 'A sync option is none that Argo CD knows in that place.',
    effect: 'It is passed over without a word, so what it was meant to do does not happen.',
    workaround: 'Correct it. Option and value are compared as a whole, and letter case counts.',
    bad: 'argocd.argoproj.io/sync-options: Replace=True',
    good: 'argocd.argoproj.io/sync-options: Replace=true',
  },
} as const satisfies Pages
