import type { Pages } from './pages.ts'

export const yaml = {
  'yaml/syntax': {
    condition:
      'The text is not YAML 1.2: a bracket or quote that is not closed, indentation that fits nothing, a tag or alias that is not known, a merge conflict that was left in the file.',
    effect: 'Nothing behind the mistake can be trusted, so nothing of the file is read.',
    workaround: 'Mend the place that is shown. Where several are shown, the first is often the cause of the others.',
    bad: 'smokeTest: { http: [{ path: /healthz }]',
    good: 'smokeTest: { http: [{ path: /healthz }] }',
  },
  'yaml/tab-as-indent': {
    condition: 'A line is indented with a tab.',
    effect: 'YAML allows only spaces there, because a tab has no fixed width: other readers would refuse the file.',
    workaround: 'Replace the tab by spaces, and let the editor insert spaces in YAML files.',
  },
  'yaml/duplicate-key': {
    condition: 'A map has the same key twice.',
    effect: 'Readers disagree on which one counts, and what a reviewer reads first may be without effect.',
    workaround: 'Keep one of the two.',
    bad: 'migrate: { deadline: 5m, deadline: 15m }',
    good: 'migrate: { deadline: 15m }',
  },
  'yaml/too-many-aliases': {
    condition:
      'Aliases (`*name`) would be expanded more than 100 times in a document, those inside of what they stand for counted again, or an alias stands inside of its own anchor.',
    effect: 'A few lines can grow to gigabytes this way; the file is refused before any value is built.',
    workaround: 'Write the values out, or use environments for what differs between them.',
    bad: 'a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]   # doubles with each line',
    good: 'a: [x, x]',
  },
  'yaml/too-deep': {
    condition: 'Maps and lists are nested in more than 100 levels.',
    effect: 'No spec or manifest is that deep; readers run out of stack.',
    workaround: 'Look for brackets or dashes that were repeated by mistake.',
  },
  'yaml/not-a-map': {
    condition: 'The document is a list, a word or a number, where keys with values are expected.',
    effect: 'There is no apiVersion, kind or spec to read.',
    workaround: 'Start with `apiVersion:`. A colon needs a space behind it.',
    bad: 'apiVersion:wavec.dev/v1',
    good: 'apiVersion: wavec.dev/v1',
  },
  'yaml/multiple-documents': {
    condition: 'A spec holds more than one YAML document (a line `---` between them).',
    effect:
      'One file is one pipeline: what it compiles to is named after its folder, and the second would be overlooked.',
    workaround: 'Move the second document to a folder of its own: waves/<name>/pipeline.yaml.',
  },
  'yaml/empty': {
    condition: 'A spec holds nothing but white space and comments.',
    effect: 'A pipeline that was emptied by mistake would vanish from the cluster.',
    workaround: 'Write the spec, or delete the file if the pipeline is meant to go.',
  },
} satisfies Pages<'yaml'>
