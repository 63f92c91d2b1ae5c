// What the report of a failed sync says, on what a real cluster answered at that moment, beside what was seen then.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Failure } from '../../src/diagnostic/failure.ts'
import { report } from '../../src/run/report/report.ts'
import { golden } from '../support/golden.ts'
import { testAdapters } from '../run/http-adapters.ts'
import { apiOf, recordings, type Recorded } from './recorded.ts'
import { reportStepOf } from './report-step.ts'

interface Said {
  readonly proved: string
  readonly lines: readonly string[]
}

/** The database is not there, as where it is the cause. */
async function said(recorded: Recorded): Promise<Said> {
  await using api = await apiOf(recorded)
  using adapters = testAdapters({ cluster: async () => api.cluster, database: async () => refused() })
  const outcome = await report(reportStepOf(recorded), adapters)
  assert.ok(outcome.result === 'ok', JSON.stringify(outcome))
  return { proved: outcome.proved, lines: adapters.lines }
}

function refused(): never {
  const message = "can't connect to catalog_reader@catalog-db:5432/catalog: connection refused"
  throw new Failure(message, { code: 'database/unreachable', exit: 75, next: 'kubectl get service,endpoints' })
}

test('the report names the cause of each recorded failure, and only Jobs of that sync', async () => {
  const rows: string[] = []
  const logs: string[] = []
  for (const [name, recorded] of recordings) {
    const { proved, lines } = await said(recorded)
    const { title, seconds, argocd, before, pipeline } = recorded
    const next = lines.filter((line) => line.startsWith('next: ')).map((line) => line.slice('next: '.length))
    const sync = `argocd app sync ${pipeline}`
    rows.push(
      row([
        title,
        argocd.map(({ object, message }) => `${object}: ${message}`).join('<br>'),
        before ?? 'nothing: it waited for the same Secret until its own deadline',
        proved.replace('. Schema: unknown, because the ledger was not read', ''),
        before === null ? 'none' : code(sync),
        code(next[0] ?? ''),
      ]),
    )
    logs.push(`## ${name}: ${title}`, '', `The operation took ${seconds} s.`, '', '```', ...lines, '```', '')
  }
  const head = ['failure', 'Argo CD shows', 'the report said', 'the report says', 'next command was', 'next command is']
  golden(
    'test/report/what-people-see.md',
    [
      '# What people see',
      '',
      'Recorded on a real cluster, and the report of today on the same answers of the API server.',
      '',
      row(head),
      row(head.map(() => '---')),
      ...rows,
      '',
      ...logs,
    ].join('\n'),
  )
})

function row(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|').replaceAll('\n', ' ')).join(' | ')} |`
}

function code(text: string): string {
  return `\`${text}\``
}
