// For every labelled case, the predicted locks, rewrites and scans are those of a server with few rows.
import { test } from 'node:test'
import type { Client } from 'pg'
import { caseSets, readCases, type SqlCase } from '../bench/sql/case.ts'
import { readLabels } from '../bench/sql/labels.ts'
import type { Schema } from '../bench/sql/schema.ts'
import { splitStatements } from '../../src/migrations/statements.ts'
import { clientOf, database, majors, missingMajors, onServer, server, type Major } from '../support/postgres.ts'
import { compare } from './compare.ts'
import { measure } from './measure.ts'
import { claimsIn } from './servers.ts'

for (const major of missingMajors) void test.skip(`PostgreSQL ${major} is not installed`)

for (const major of majors) {
  test(`the facts of the labelled cases hold on PostgreSQL ${major}`, async (t) => {
    const templates = new Map<string, Promise<string>>()
    const templateOf = (schema: Schema): Promise<string> => {
      const known = templates.get(schema.name) ?? filled(schema, major)
      templates.set(schema.name, known)
      return known
    }
    for (const set of caseSets) {
      const labels = readLabels(set)
      // Failed statements, and those outside a transaction, leave no locks to read.
      const isSeen = ({ name, transaction }: SqlCase): boolean =>
        transaction === 'one' && !/fails|^not here/.test(labels.get(name)?.get(major)?.evidence ?? '')
      for (const subject of readCases(set).filter(isSeen))
        await t.test(`${set}/${subject.name}`, async () => prove(subject, major, await templateOf(subject.schema)))
    }
  })
}

async function filled({ name, sql, seed }: Schema, major: Major): Promise<string> {
  const on = await server(major)
  const template = `cases_${process.pid}_${major}_${name}`
  await onServer(on, `create database ${template}`)
  await using client = await clientOf(on, template)
  await client.query('do $$ begin create role app; exception when duplicate_object then null; end $$')
  await client.query(sql)
  // 2,000 rows instead of a million.
  await client.query(seed.replaceAll(/\b([1-9]\d*)00000\b/g, (_, rows) => String(Number(rows) * 200)))
  await client.query(`grant all on all tables in schema public to app; analyze`)
  return template
}

/** Not predictable: the empty new file of TRUNCATE, names built at run time, and the objects that CASCADE drops. */
const beyond = /^truncate|format\(|quote_ident|^drop .*cascade/im

async function prove(subject: SqlCase, major: Major, template: string): Promise<void> {
  if (beyond.test(subject.statement)) return
  if (subject.prelude === '') {
    // All changes are rolled back.
    await using client = await clientOf(await server(major), template)
    await check(subject, major, client)
    return
  }
  await using copy = await database(major, template)
  await using client = await copy.client()
  for (const { text } of splitStatements(subject.prelude)) await client.query(text)
  await check(subject, major, client)
}

async function check({ schema, prelude, statement }: SqlCase, major: Major, client: Client): Promise<void> {
  const measured = await measure(client, statement)
  const existed = (name: string): boolean => measured.existed.has(name)
  compare(measured, claimsIn([schema.sql, prelude], statement, major, { inTransaction: true, existed }))
}
