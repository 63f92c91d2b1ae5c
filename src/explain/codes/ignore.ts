import type { Pages } from './pages.ts'

/** `# wavec:ignore CODE reason`. */
export const ignore = {
  'ignore/no-reason': {
    condition: 'A wavec:ignore comment gives no reason behind the code. The finding stays.',
    effect: 'Whoever comes next can’t tell a decision from a shortcut.',
    workaround: 'Write the reason behind the code, on the same line.',
    bad: '# wavec:ignore hook/no-deadline',
    good: '# wavec:ignore hook/no-deadline  the platform kills Jobs after an hour',
  },
  'ignore/unknown-code': {
    condition: 'A wavec:ignore comment names no code of wavec.',
    effect: 'It ignores nothing.',
    workaround: 'Look the code up in the finding, or in the list of wavec explain.',
    bad: '# wavec:ignore no-deadline',
    good: '# wavec:ignore hook/no-deadline  the platform kills Jobs after an hour',
  },
  'ignore/unused': {
    condition: 'A wavec:ignore comment stands where nothing of that code is found.',
    effect: 'It would silently swallow the finding on the day on which it comes back.',
    workaround:
      'Take it out. It covers its own line and the block below; above the first line of a document, the document.',
  },
} satisfies Pages<'ignore'>
