import assert from 'node:assert/strict'
import { test } from 'node:test'
import { agrees } from '../property/yaml-plain-agreement.ts'

const taken = [
  '',
  '# only a comment\n',
  'a: 1\n',
  'a: 1',
  '# c\na: 1 # c\n\n# c\nb: x y # c\n',
  '---\na: 1\n--- # c\n---\n# c\nb: 2\n---',
  'a:\nb: ~\nc: # c\nd:\n',
  'a:\n  b:\n    c: 1\n  d: 2\n',
  'a:\n- 1\n- b: 2\n  c:\n  - 3\n-\n- - 4\n  - 5\nd: 6\n',
  'a:\n  - 1\n  # c\n  -\n    b: 2\n',
  'a:\n  b: 1\n  # of a\n# of the root\nc:\n  d: 1\n    # of d\ne: 2\n',
  '"a": \'it\'\'s\'\n\'b\': "\\"\\t\\u00e9\\x41\\U0001F418\\/"\nc: ""\n',
  'a: {}\nb: []\nc: { d: [1, "x", { "e":2 }], f: --g h:i }\n',
  'a: |\n  x\n\n   y\n\nb: |-\n  x\nc: |+\n\n  x\n\nd: >\n  x\n  y\n\n  z\n   deeper\n  w\n',
  'a: |\n  \ttab\n  $x: &y *z\n',
  'a:\r\n  - b: 1\r\n\r\n  # c\r\n  - "x"\r\n',
  'a: 012\nb: 0o17\nc: 0x1F\nd: -0\ne: 1e3\nf: .5\ng: +1.\nh: .inf\ni: -.Inf\nj: .NaN\nk: TRUE\nl: yes\nm: 1_0\nn: NULL\n',
  'a: x#y\nb: http://x:80/\nc: :80\nd: -x\ne: a - b\nf: ---\n/g: ?x\nh i: =\n',
  '__proto__: 1\nconstructor: 2\n2: a\n1: b\n"": 3\n',
  'a: ünï\n',
]

for (const text of taken)
  test(`the fast reader accepts: ${JSON.stringify(text.slice(0, 60))}`, () => assert.equal(agrees(text), true))

const left = {
  anchor: 'a: &b 1\n',
  alias: 'a: *b\n',
  tag: 'a: !!str 1\n',
  merge: 'a: { <<: {} }\n',
  'explicit key': '? a\n: 1\n',
  directive: '%YAML 1.2\n---\na: 1\n',
  'end marker': 'a: 1\n...\n',
  'duplicate key': 'a: 1\n"a": 2\n',
  'duplicate key in brackets': 'a: { b: 1, b: 2 }\n',
  'scalar over two lines': 'a: b\n  c\n',
  'quotes over two lines': 'a: "b\n  c"\n',
  'brackets over two lines': 'a: [\n  b]\n',
  'brackets not closed': 'a: [b\n',
  'value on the next line': 'a:\n  b\n',
  'comma at the end': 'a: [b, ]\n',
  'pair in a list': 'a: [b: c]\n',
  'missing value in brackets': 'a: { b: , c }\n',
  'second key on a line': 'a: b: c\n',
  'colon at the end': 'a: b:\n',
  'comment without a space': 'a: "b"#c\n',
  'text after quotes': 'a: "b" c\n',
  'unknown escape': 'a: "\\q"\n',
  'escape beyond Unicode': 'a: "\\U00110000"\n',
  'tab as indentation': 'a:\n\tb: 1\n',
  'tab after a scalar': 'a: b\t\n',
  'reserved character': 'a: @b\n',
  'dash as a value': 'a: - b\n',
  'list after a value': 'a: b\n- c\n',
  'text after ---': '--- {a: 1}\n',
  'less indentation than any': 'a:\n    b: 1\n  c: 2\n',
  'more indentation below a value': 'a: 1\n  b: 2\n',
  'indented root': ' a: 1\n',
  'list at the root': '- a\n',
  'scalar at the root': 'a\n',
  'block scalar with a number': 'a: |2\n   b\n',
  'block scalar without text': 'a: |\nb: 1\n',
  'block scalar after spaces': 'a: |\n     \n  b\n',
  'block scalar with CRLF': 'a: |\r\n  b\r\n',
  'block scalar at the very end': 'a: |\n  b',
  'control character': 'a: b\u0007\n',
  'byte order mark': '\ufeffa: 1\n',
  'lone carriage return': 'a: b\rc\n',
  'merge conflict': '<<<<<<< x: 1\n',
  'long key': `${'a'.repeat(1100)}: 1\n`,
  'deep brackets': `a: ${'['.repeat(60)}${']'.repeat(60)}\n`,
  'deep dashes': `a:\n  ${'- '.repeat(120)}b\n`,
}

for (const [name, text] of Object.entries(left)) {
  test(`the fast reader leaves to the full parser: ${name}`, () => assert.equal(agrees(text), false))
}
