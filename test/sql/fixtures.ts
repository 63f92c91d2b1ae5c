// test/sql/rules/<id>/: bad.sql, good.sql, and the report of bad.sql; options.json overrides the defaults: a plain
// file of an unknown tool in a session with limits. before.sql, the schema of the application, precedes every fixture.
import { existsSync, readFileSync } from 'node:fs'
import type { Diagnostic } from '../../src/diagnostic/diagnostic.ts'
import type { Limits } from '../../src/sql/context.ts'
import { lint } from '../../src/sql/lint.ts'
import { loadParser } from '../../src/sql/parser.ts'
import { tools } from '../../src/tools/index.ts'
import { anyApplier } from '../../src/sql/applier.ts'
import { repository } from '../support/golden.ts'

export interface Options {
  /** Its id. */
  readonly tool?: string
  readonly server?: number
  readonly inTransaction?: boolean
  readonly limits?: Limits
  /** A migration applied between before.sql and the fixture. */
  readonly prelude?: string
}

const parser = await loadParser()
export const before = readFileSync(`${repository}test/sql/rules/before.sql`, 'utf8')

export function fixture(id: string, name: string): string {
  return readFileSync(`${repository}test/sql/rules/${id}/${name}`, 'utf8')
}

export function optionsOf(id: string): Options {
  const path = `${repository}test/sql/rules/${id}/options.json`
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Options) : {}
}

/** The findings in a migration that follows before.sql. before.sql itself must have none. */
export function findingsIn(text: string, options: Options = {}, path = 'bad.sql'): readonly Diagnostic[] {
  const { server = 16, limits = 'set', inTransaction, prelude = '' } = options
  const files = [
    { path: 'before.sql', text: before },
    { path: 'prelude.sql', text: prelude },
    { path, text, inTransaction },
  ]
  const tool = options.tool === undefined ? anyApplier : tools[options.tool]?.sql
  if (tool === undefined) throw new Error(`no tool ${options.tool}`)
  return lint(parser, { files, tool, server, limits }).diagnostics.filter(({ span }) => span?.file !== 'prelude.sql')
}
