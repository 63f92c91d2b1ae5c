import assert from 'node:assert/strict'
import { test } from 'node:test'
import { diagnostic } from '../../src/diagnostic/diagnostic.ts'
import { render } from '../../src/report/index.ts'

const line = `args: [--password=sesame2, "sesame3", '{"a": "sesame4"}']\nnext: |\n  sesame5\n`
const spanOf = (text: string) => ({ file: 'a.yaml', start: line.indexOf(text), end: line.indexOf(text) + text.length })
const secrets = ['sesame2', '"sesame3"', `'{"a": "sesame4"}'`, '|\n  sesame5\n'].map(spanOf)

const found = [
  diagnostic('secret/plaintext', { message: 'a', span: spanOf('sesame2'), secret: secrets }),
  diagnostic('workload/not-a-string', { message: 'b', span: spanOf('args') }),
  diagnostic('workload/not-a-string', {
    message: 'c',
    span: spanOf('sesame5'),
    related: [{ span: spanOf('sesame3'), message: 'd' }],
  }),
]

test('no excerpt shows a secret, neither of its own finding nor of another, and every mark stays in its place', async () => {
  const report = { diagnostics: found, textOf: () => line, summary: '' }
  const shown = await render(report, 'text')
  assert.doesNotMatch(shown, /sesame/)
  assert.match(shown, / 1 │ args: \[--password=\*{7}, "\*{7}", '\*+ \*+'\]\n {4}│ {19}\^{7} a\n/)
  assert.match(shown, / 3 │ {3}\*{7}\n {4}│ {3}\^{7} c\n/)
  for (const format of ['json', 'sarif', 'github'] as const) assert.doesNotMatch(await render(report, format), /sesame/)
})
