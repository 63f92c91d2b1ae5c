import type { Pages } from './pages.ts'

/** What a release may contain, given what shipped before it. */
export const release = {
  'release/contract-too-early': {
    condition:
      'A migration has -- wavec:contract after=RELEASE, and that release did not ship to the environment before this one.',
    effect:
      'Old pods still run while the migration is applied, and use what it removes. An environment that lags behind would get both at once.',
    workaround: 'Ship RELEASE there first, wait until its pods have replaced all others, then ship this.',
    bad: '-- wavec:contract after=v2.4.0   (production is at v2.3.0)\nalter table users drop column full_name;',
    good: '-- wavec:contract after=v2.4.0   (production has been at v2.4.0)\nalter table users drop column full_name;',
  },
  'release/contract-unproven': {
    condition:
      'A migration has -- wavec:contract, and it is unknown what has shipped: there is no pipeline.lock yet, or the comment names no release.',
    effect: 'wavec cannot know whether old pods still use what it removes.',
    workaround:
      'Write after=RELEASE, run wavec compile and commit pipeline.lock, which records what each release contains.',
    bad: '-- wavec:contract\nalter table users drop column full_name;',
    good: '-- wavec:contract after=v2.4.0\nalter table users drop column full_name;',
  },
} satisfies Pages<'release'>
