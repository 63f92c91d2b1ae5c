import type { Pages } from './pages.ts'

export const report = {
  'report/more-findings': {
    condition:
      'A file has more than 200 findings. The worst 200 are shown, errors before warnings before notes, and this note counts the others.',
    effect:
      'The others count like those that are shown: an error among them makes wavec exit with 1 as any error does.',
    workaround: 'Fix the findings that are shown, and run wavec again. Very many findings often have one cause.',
  },
} satisfies Pages<'report'>
