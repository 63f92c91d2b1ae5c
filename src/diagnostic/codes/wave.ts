import type { Pages } from './page.ts'

/** The order in which Argo CD applies, and what it waits for. */
export const wave = {
  'wave/not-a-number': {
    severity: 'error',
    condition: 'A sync wave, or a Helm hook weight, is no whole number: a word, a fraction, blanks around it.',
    effect:
      'Argo CD passes over it without a word and uses wave 0: the object is applied at another time than is written.',
    workaround: 'Write a whole number in quotes.',
    bad: 'argocd.argoproj.io/sync-wave: first',
    good: 'argocd.argoproj.io/sync-wave: "-5"',
  },
} as const satisfies Pages
