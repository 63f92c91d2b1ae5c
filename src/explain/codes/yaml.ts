import type { Pages } from './pages.ts'

export const yaml = {
  'yaml/syntax': {
    condition:
      'The text is not YAML 1.2: an unclosed bracket or quote, inconsistent indentation, an unknown tag or alias, or a merge conflict left in the file.',
    effect: 'Nothing after the mistake can be trusted, so wavec reads nothing of the file.',
    workaround: 'Fix the marked place. If several are marked, the first is often the cause of the others.',
    bad: 'smokeTest: { http: [{ path: /healthz }]',
    good: 'smokeTest: { http: [{ path: /healthz }] }',
  },
  'yaml/tab-as-indent': {
    condition: 'A line is indented with a tab.',
    effect: 'YAML allows only spaces there, because a tab has no fixed width. Other parsers would refuse the file.',
    workaround: 'Replace the tab with spaces, and let the editor insert spaces in YAML files.',
  },
  'yaml/duplicate-key': {
    condition: 'A map has the same key twice.',
    effect: 'Parsers disagree on which one counts, and the one that a reviewer reads first may have no effect.',
    workaround: 'Keep one of the two.',
    bad: 'migrate: { deadline: 5m, deadline: 15m }',
    good: 'migrate: { deadline: 15m }',
  },
  'yaml/too-many-aliases': {
    condition:
      'Aliases (`*name`) would be expanded more than 100 times in a document, counting those nested in other aliases, or an alias is inside its own anchor.',
    effect: 'A few lines can grow to gigabytes this way, so the file is refused before any value is built.',
    workaround: 'Write the values out, or use environments for what differs between them.',
    bad: 'a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]   # doubles with each line',
    good: 'a: [x, x]',
  },
  'yaml/too-deep': {
    condition: 'Maps and lists are nested more than 100 levels deep.',
    effect: 'No spec or manifest is that deep, and parsers run out of stack.',
    workaround: 'Look for brackets or dashes repeated by mistake.',
  },
  'yaml/not-a-map': {
    condition: 'The document is a list, a word or a number instead of keys with values.',
    effect: 'There is no apiVersion, kind or spec to read.',
    workaround: 'Start with `apiVersion:`. A colon needs a space after it.',
    bad: 'apiVersion:wavec.dev/v1',
    good: 'apiVersion: wavec.dev/v1',
  },
  'yaml/multiple-documents': {
    condition: 'A spec contains more than one YAML document (a line `---` between them).',
    effect:
      'One file is one pipeline: its output is named after its folder, and the second document would be overlooked.',
    workaround: 'Move the second document to a folder of its own: waves/<name>/pipeline.yaml.',
  },
  'yaml/empty': {
    condition: 'A spec contains only white space and comments.',
    effect: 'A pipeline emptied by mistake would vanish from the cluster.',
    workaround: 'Write the spec, or delete the file if the pipeline should go.',
  },
} satisfies Pages<'yaml'>
