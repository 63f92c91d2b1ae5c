// Statements that a widespread guide to migrations recommends or warns of, each with PostgreSQL's actual behaviour.
import { readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { written } from '../../src/diagnostic/line.ts'
import { textLines } from '../../src/report/index.ts'
import { lint } from '../../src/sql/lint.ts'
import { loadParser } from '../../src/sql/parser.ts'
import { sentenceOf } from '../../src/sql/sentence.ts'
import { rollbackText, summarise } from '../../src/sql/summary.ts'
import { flyway } from '../../src/tools/flyway.ts'
import { golden, repository } from '../support/golden.ts'

const parser = await loadParser()
const folder = 'test/sql/guide'
const textOf = (name: string): string => readFileSync(`${repository}${folder}/${name}`, 'utf8')
const before = { path: 'before.sql', text: textOf('before.sql') }

for (const name of readdirSync(`${repository}${folder}`).filter(
  (file) => file.endsWith('.sql') && file !== 'before.sql',
)) {
  test(name, () => {
    const files = [before, { path: name, text: textOf(name) }]
    const result = lint(parser, {
      files,
      tool: flyway.sql,
      limits: 'set',
      server: 16,
      released: new Set(['before.sql']),
    })
    const [, judged] = result.files
    const {
      phase = '-',
      facts,
      rollback,
    } = judged === undefined ? { facts: '', rollback: undefined } : summarise(judged, result.isNew(1), 16)
    const line = `${phase}; ${facts}; rollback ${rollback === undefined ? '' : rollbackText(rollback)}\n`
    const report = written(
      textLines({
        diagnostics: result.diagnostics,
        textOf: (file) => (file === name ? textOf(name) : before.text),
        summary: '',
      }),
    )
    const sentence =
      judged === undefined ? '' : sentenceOf([judged], result.isNew, rollback === undefined ? [] : [rollback])
    golden(`${folder}/${name.replace('.sql', '.out')}`, `${sentence}\n${line}${report}`)
  })
}
