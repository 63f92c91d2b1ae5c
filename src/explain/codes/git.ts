import type { Pages } from './pages.ts'

/** What git says about the commits that have shipped. */
export const git = {
  'git/base-unknown': {
    condition:
      "Git does not say what has shipped: the history that was fetched lacks the default branch, git refuses the repository, or there is no git. It is a warning on a developer's machine, and an error where the variable CI is set and there is a pipeline.lock.",
    effect:
      'The pipeline.lock in the work tree is taken at its word. A change that edits a shipped migration and its lock file together would pass every check.',
    workaround:
      'Give the checkout its history (actions/checkout: fetch-depth: 0, GitLab: GIT_DEPTH: 0), let git open it (git config --global --add safe.directory PATH), or name the commit: --base REF.',
    bad: '- uses: actions/checkout@v7',
    good: '- uses: actions/checkout@v7\n  with: { fetch-depth: 0 }',
  },
} satisfies Pages<'git'>
