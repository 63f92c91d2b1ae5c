import type { Pages } from './pages.ts'

/** `# wavec:ignore CODE reason`. */
export const ignore = {
  'ignore/no-reason': {
    condition: 'A wavec:ignore comment gives no reason after the code. The finding stays.',
    effect: "The next reader can't tell a decision from a shortcut.",
    workaround: 'Write the reason after the code, on the same line.',
    bad: '# wavec:ignore hook/no-deadline',
    good: '# wavec:ignore hook/no-deadline  the platform kills Jobs after an hour',
  },
  'ignore/unknown-code': {
    condition: 'A wavec:ignore comment names a code that wavec does not have.',
    effect: 'It ignores nothing.',
    workaround: 'Copy the code from the finding, or from the list of npx wavec explain.',
    bad: '# wavec:ignore no-deadline',
    good: '# wavec:ignore hook/no-deadline  the platform kills Jobs after an hour',
  },
  'ignore/unused': {
    condition: 'A wavec:ignore comment covers no finding of that code.',
    effect: 'It would silently hide the finding if it came back.',
    workaround:
      'Remove it. A comment covers its own line and the block below it. Above the first line of a document, it covers the document.',
  },
} satisfies Pages<'ignore'>
