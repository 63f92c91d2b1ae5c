import type { Pages } from './pages.ts'

/** The program of the Jobs. */
export const runner = {
  'runner/absent': {
    condition: 'A program that uses wavec as a library compiles a pipeline without the program of its Jobs.',
    effect: 'Nothing is compiled: the Jobs would have nothing to run.',
    workaround: 'Pass runner: installedRunner(), which wavec/node exports, or set runner.image in the spec.',
    bad: 'compile(tree)',
    good: 'compile(tree, { runner: installedRunner() })',
  },
} satisfies Pages<'runner'>
