// What src escapes, judged by the independent reader of test/support/markup.ts, which finds each construct when it is there.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { codeSpan, commentText, fencedBlock, markdownText } from '../../src/view/markdown.ts'
import { mermaid } from '../../src/view/mermaid.ts'
import { escapeXml } from '../../src/view/xml.ts'
import { hostileParts, hostileText } from '../support/hostile.ts'
import { constructsOf, elementsOf, pageElements, shapesOf } from '../support/markup.ts'

const parts = [
  '](x)',
  '![',
  '[a][b]',
  '<b>',
  '<!--',
  '&lt;',
  '*a*',
  '**',
  '__',
  '~~',
  '$x$',
  '@user',
  'a@b.example',
  'https://evil.example',
  'www.evil.example',
  'http:',
  '\\',
  '\\`',
  '``',
  '# ',
  '> ',
  '- ',
  '~~~',
  'end',
  '"]',
  '#quot;',
  ';',
  '-->|x|',
  'click t0 call x()',
]
const text = fc.oneof(
  hostileText,
  fc.array(fc.constantFrom(...parts, ...hostileParts), { maxLength: 8 }).map((all) => all.join('')),
)

test('text of Markdown adds no construct to its line, with any text around it', () => {
  fc.assert(
    fc.property(text, (any) => {
      assert.deepEqual(constructsOf(`a ${markdownText(any)} b`), [])
      assert.deepEqual(constructsOf(`| a | ${markdownText(any)} | b |`), ['cell', 'cell', 'cell', 'cell'])
      assert.deepEqual(constructsOf(`> **a** ${markdownText(any)}`), ['quote', 'strong', 'strong'])
      assert.deepEqual(constructsOf(`| ${codeSpan(any)} |`), ['cell', 'cell'])
      assert.deepEqual(constructsOf(`<!-- ${commentText(any)} -->`), ['comment'])
      assert.deepEqual(constructsOf(fencedBlock('sh', ['a', any, ...any.split('\n')]).join('\n')), ['block sh'])
    }),
    { numRuns: 3000 },
  )
})

test('a label of mermaid is one line of text', () => {
  fc.assert(
    fc.property(fc.array(text, { minLength: 1, maxLength: 3 }), (names) => {
      const tasks = names.map((name, wave) => ({ phase: 'Sync' as const, wave, name, detail: [] }))
      const plain = tasks.map((task) => ({ ...task, name: 'a' }))
      assert.deepEqual(shapesOf(mermaid({ title: '', tasks })), shapesOf(mermaid({ title: '', tasks: plain })))
      assert.doesNotMatch(shapesOf(mermaid({ title: '', tasks })).join('\n'), /unknown/)
    }),
    { numRuns: 1000 },
  )
})

test('text of XML is well-formed as content and as an attribute', () => {
  fc.assert(
    fc.property(fc.oneof(text, fc.string({ unit: 'binary' })), (any) => {
      assert.deepEqual(elementsOf(`<a b="${escapeXml(any)}">${escapeXml(any)}</a>`), ['a b'])
    }),
    { numRuns: 1000 },
  )
})

test('the reader finds what is there', () => {
  const page =
    '# h\n\n> q\n- l\n![i](x) [l](y) <b> https://x @a $x$ ~~s~~ **b**\n| a | `b|c` |\n```sh\n# no\n````\n```mermaid\nx\n'
  const words = 'heading quote list image link link html address mention formula formula strike strike strong strong'
  assert.deepEqual(constructsOf(page), [
    ...words.split(' '),
    'cell',
    'cell',
    'cell',
    'cell',
    'block sh',
    'a block without an end',
  ])
  assert.deepEqual(shapesOf('flowchart LR\n    t0["<img>"]\n    t0["a"]\n'), [
    'mermaid 5',
    'unknown line:     t0["<img>"]',
    'mermaid 0',
  ])
  for (const wrong of ['<a>', '<a></b>', '<a b="<"/>', '<a>&</a>', '<a>\u0000</a>', '<a b=c/>'])
    assert.throws(() => elementsOf(wrong), wrong)
  assert.deepEqual(pageElements('<!doctype html>\n<p><script>1<2</script></p>'), ['p', 'script'])
})
