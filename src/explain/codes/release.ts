import type { Pages } from './pages.ts'

/** What a release may bring, by what has shipped before it. */
export const release = {
  'release/contract-too-early': {
    condition:
      'A migration says -- wavec:contract after=RELEASE, and that release has not shipped to the environment before this one.',
    effect:
      'Pods of the release before it still run while this is applied, and use what it takes away. An environment that lags behind would get both at once.',
    workaround: 'Ship RELEASE there first, wait until its pods have replaced all others, then ship this.',
    bad: '-- wavec:contract after=v2.4.0   (production is at v2.3.0)\nalter table users drop column full_name;',
    good: '-- wavec:contract after=v2.4.0   (production has been at v2.4.0)\nalter table users drop column full_name;',
  },
  'release/contract-unproven': {
    condition:
      'A migration says -- wavec:contract, and nothing tells what has shipped: there is no pipeline.lock yet, or the comment names no release.',
    effect: 'Whether old pods still use what it takes away is not known.',
    workaround:
      'Write after=RELEASE, run wavec compile and commit pipeline.lock, which records what each release brings.',
    bad: '-- wavec:contract\nalter table users drop column full_name;',
    good: '-- wavec:contract after=v2.4.0\nalter table users drop column full_name;',
  },
} satisfies Pages<'release'>
