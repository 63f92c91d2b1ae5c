import { append } from '../diagnostic/long-lists.ts'
import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import type { Locate, ValuePath } from '../source/span.ts'
import { unprintable } from '../source/unprintable.ts'
import { nameOf } from './judged.ts'
import { isMap } from './merge.ts'

/**
 * Where a text may have several lines: what is handed to a program or a server as it is. Every other text of a spec, and
 * every key, is one line of printable text. `*` is any step, `**` any number of them.
 */
const severalLines: readonly string[] = [
  'migrate.expect.*.query',
  'migrate.expect.*.equals',
  'smokeTest.sql.*.query',
  'smokeTest.sql.*.equals',
  'smokeTest.http.*.json.*',
  'migrations.command.command.*',
  'migrations.flyway.placeholders.*',
  'deploy.candidate.args.*',
  'deploy.candidate.env.*',
  'jobs.*.command.*',
  'jobs.*.args.*',
  'jobs.*.env.*',
  '**.pod.env.*',
  '**.pod.annotations.*',
  '**.pod.sidecars.*.**',
  'application.metadata.annotations.*',
  'application.spec.source.helm.**',
  'application.spec.source.kustomize.**',
  'application.spec.source.plugin.**',
]
const patterns = severalLines.map((pattern) => pattern.split('.'))

/** Code: `source/unprintable`. */
export function printable(spec: unknown, locate: Locate): Diagnostic[] {
  const found: Diagnostic[] = []
  search(spec, [], (text, path, part) => {
    const lines = part === 'value' && patterns.some((pattern) => fits(pattern, path)) ? 'many' : 'one'
    const name = part === 'key' ? `a key of ${nameOf(path.slice(0, -1), 'spec')}` : nameOf(path, 'spec')
    append(found, unprintable({ name, text, lines, span: locate(path, part) }))
  })
  return found
}

type Visit = (text: string, path: ValuePath, part: 'key' | 'value') => void

function search(value: unknown, path: ValuePath, visit: Visit): void {
  if (typeof value === 'string') visit(value, path, 'value')
  else if (Array.isArray(value)) for (const [index, item] of value.entries()) search(item, [...path, index], visit)
  else if (isMap(value)) {
    for (const [name, child] of Object.entries(value)) {
      visit(name, [...path, name], 'key')
      search(child, [...path, name], visit)
    }
  }
}

function fits([first, ...rest]: readonly string[], path: ValuePath): boolean {
  if (first === undefined) return path.length === 0
  if (first === '**') return fits(rest, path) || (path.length > 0 && fits(['**', ...rest], path.slice(1)))
  return path.length > 0 && (first === '*' || first === String(path[0])) && fits(rest, path.slice(1))
}
