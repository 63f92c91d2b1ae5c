/** Strings that some YAML reader reads as another value or does not preserve. */
const words = 'y n yes no on off true false null'
  .split(' ')
  .flatMap((word) => [word, word.toUpperCase(), word.slice(0, 1).toUpperCase() + word.slice(1)])
const oddCases = ['tRue', 'nUll', 'oN', 'yEs', 'nil', 'none', 'yess', 'offf', '~', '~a', 'Y ', ' n']

const numbers = (
  '0 1 -1 +1 012 08 0o17 0O17 0b101 -0b11 0B1 0x1f 0XFF 1_000 1__0 _1 1_ -_1 685_230.15 1.0 1. .5 -.5 +.5 .5_0 . .. ' +
  '1e3 1E3 1e+3 1e-3 e1 E1 e+1 e_1 1e400 12e03 -2E+05 .inf .Inf .INF -.inf +.inf .nan .NaN .NAN inf nan Infinity NaN ' +
  '12:30 1:30:00 190:20:30.15 -1:30 99999999999999999999 9223372036854775808 0xffffffffffffffffff 1,000 1.2.3 10.0.0.1 ' +
  '2026-11-23 2026-11-23T04:05:06Z 2026-11-23T04:05:06.1+01:00 100m 128Mi 5s 1h 2Ki 1Ei 0m 1k v1 1.x'
).split(' ')

const indicators = (
  '- -- --- ---- -a -1a ? ?a : :a a: a:b a:: :: # a# #a , [ ] { } {} [] [a] {a} & &a * *a ! !a !!str !<tag> | |- |+ > >- ' +
  "' '' 'a' \" \"a\" a\"b a'b % %x %YAML @ @x ` `x` \\ \\n a\\b / // = << <<: ... .... .a -- $a ${A} $(A) a=b a,b a|b a>b ~/x"
).split(' ')

const spaces = [
  '',
  ' ',
  '  ',
  ' a',
  'a ',
  'a b',
  'a  b',
  '\t',
  '\ta',
  'a\t',
  'a\tb',
  'a: b',
  'a :b',
  'a : b',
  'a #b',
  'a # b',
  '- a',
  '? a',
  ': a',
  '! a',
  '& a',
  '* a',
  '%YAML 1.1',
  '--- a',
  '... a',
  'key: [a, b]',
  '{"a": 1}',
  '[1, 2]',
  '{{ .Values.x }}',
  '-----BEGIN CERTIFICATE-----',
]

const breaks = [
  '\n',
  '\n\n',
  'a\n',
  'a\n\n',
  'a\n\n\n',
  '\na',
  '\n\na\n',
  'a\nb',
  'a\nb\n',
  'a\n\nb\n',
  'a\n\n\nb',
  ' a\nb\n',
  '  a\n b',
  '\n a\nb',
  'a\n b\n  c\n',
  'a \nb\n',
  'a\n \nb\n',
  'a\n   \nb\n',
  'a\n ',
  'a\n  \n',
  'a\n\t',
  '\ta\nb\n',
  'a\n\tb\n',
  'a\n\t\nb\n',
  '\n\ta\n',
  'a\tb\nc\n',
  '# a\nb\n',
  'a\n# b\n',
  '---\na\n',
  'a\n---\nb\n',
  'a\n...\nb\n',
  '- a\n- b\n',
  'a: b\nc: d\n',
  '%YAML 1.1\n---\n',
  'key: |\n  text\n',
  'a\r',
  'a\rb',
  'a\r\nb\r\n',
  'a\nb\r\n',
  '\r\n',
  'a\u0085b',
  'a\u0085b\nc\n',
  'a\u2028b',
  'a\nb\u2028c\n',
  'a\u2029b',
  'a\u000bb',
  'a\u000cb',
  "select 'it''s'\n  from t -- comment\n where a = \"b\";\n",
]

const characters = [
  '\u0000',
  'a\u0000b',
  '\u0001',
  '\u0007',
  '\u0008',
  '\u001b[31m',
  '\u001f',
  '\u007f',
  '\u0080',
  '\u009f',
  '\u00a0',
  'a\u00a0b',
  'é',
  'straße',
  '日本語',
  '\u200b',
  '\u200e',
  '\ufeff',
  '\ufeffa',
  'a\ufeffb',
  'a\ufeff\nb\n',
  '\ufffd',
  '\ufffe',
  '\uffff',
  '😀',
  'a😀b',
  '😀\n👩‍👩‍👧\n',
  '\u{10ffff}',
  '\u{1fffe}',
  'a\u007f\nb\n',
  'a\u001b\nb\n',
]

const long = [
  'x'.repeat(1023),
  'x'.repeat(1025),
  'word '.repeat(400).trim(),
  '"'.repeat(600),
  `${'y '.repeat(2000)}\nz\n`,
]

export const tricky: readonly string[] = [
  ...new Set([...words, ...oddCases, ...numbers, ...indicators, ...spaces, ...breaks, ...characters, ...long]),
]
