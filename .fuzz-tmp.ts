import { caseSets, readCases } from './src/bench/sql/case.ts'
import { lint, loadParser } from './src/sql/index.ts'
import { tokensOf } from './src/migrations/tokens.ts'
import { splitStatements } from './src/migrations/statements.ts'
const parser = await loadParser()
let seed = 42
const rnd = (n: number) => {
  seed = (seed * 1103515245 + 12345) & 0x7fffffff
  return seed % n
}
const cases = caseSets.flatMap(readCases)
let count = 0,
  slow = 0,
  crashes = 0,
  silent = 0,
  spans = 0
const until = Date.now() + Number(process.argv[2] ?? 60) * 1000
while (Date.now() < until) {
  const c = cases[rnd(cases.length)]!,
    other = cases[rnd(cases.length)]!
  const text = c.statement
  const toks = [...tokensOf(text)]
  if (toks.length < 2) continue
  const t = toks[rnd(toks.length)]!,
    u = toks[rnd(toks.length)]!
  const word = (x: { start: number; end: number }) => text.slice(x.start, x.end)
  let m = text
  switch (rnd(7)) {
    case 0:
      m = text.slice(0, t.start) + text.slice(t.end)
      break
    case 1:
      m = text.slice(0, t.end) + ' ' + word(t) + text.slice(t.end)
      break
    case 2: {
      const [a, b] = t.start < u.start ? [t, u] : [u, t]
      m = text.slice(0, a.start) + word(b) + text.slice(a.end, b.start) + word(a) + text.slice(b.end)
      break
    }
    case 3:
      m = text.slice(0, rnd(text.length))
      break
    case 4:
      m = text.slice(0, t.start) + other.statement.slice(0, rnd(other.statement.length)) + text.slice(t.start)
      break
    case 5:
      m = '\\set x 1\n\\i other.sql\n' + text.slice(0, t.start) + ':' + 'v ' + text.slice(t.start)
      break
    case 6:
      m = text.replace(/;/, '; COPY trips FROM stdin;\n1\t2\n\\.\n')
      break
  }
  count++
  const started = performance.now()
  try {
    const r = lint(parser, {
      files: [
        { path: 'a.sql', text: c.schema.sql },
        { path: 'b.sql', text: c.prelude },
        { path: 'm.sql', text: m, inTransaction: c.transaction === 'one' },
      ],
      tool: 'sql',
      limits: 'set',
      server: 16,
    })
    const f = r.files[2]!
    const n = splitStatements(m).length
    // every token must lie in an action's or unreadable's span, or be counted
    if (f.statements === 0 && n > 0 && [...tokensOf(m)].some((k) => k.kind !== 'symbol')) {
      silent++
      if (silent < 6) console.log('SILENT', JSON.stringify(m.slice(0, 300)), n)
    }
    if (f.statements < n - 0 && silent < 12) {
      silent++
      console.log('FEWER', f.statements, n, c.name, JSON.stringify(m.slice(0, 400)))
    }
    for (const d of r.diagnostics)
      if (
        d.span &&
        d.span.file === 'm.sql' &&
        (d.span.start < 0 || d.span.end > m.length || d.span.start > d.span.end)
      ) {
        spans++
        if (spans < 5) console.log('SPAN', d.code, d.span, m.length, JSON.stringify(m.slice(0, 300)))
      }
  } catch (e) {
    crashes++
    if (crashes < 6)
      console.log('CRASH', e instanceof Error ? e.stack?.slice(0, 600) : e, JSON.stringify(m.slice(0, 300)))
  }
  const ms = performance.now() - started
  if (ms > 1500) {
    slow++
    console.log('SLOW', Math.round(ms), JSON.stringify(m.slice(0, 200)))
  }
}
console.log({ count, slow, crashes, silent, spans })
