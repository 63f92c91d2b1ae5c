import type { Client } from 'pg'
import { snapshot, value } from '../../integration/scenes.ts'
import type { Claims } from './claims.ts'
import type { ChaosFile } from './files.ts'

/** How often each statement that leaves a mark was applied: `V2__step/3` → 1. */
export type Marks = ReadonlyMap<string, number>

export async function marksIn(client: Client): Promise<Marks> {
  if ((await value(client, `select to_regclass('mark') is null`)) === true) return new Map()
  const { rows } = await client.query<{ key: string; count: number }>(
    `select file || '/' || number as key, count(*)::int as count from mark group by 1`,
  )
  return new Map(rows.map(({ key, count }) => [key, count]))
}

function keysOf({ name, marks }: ChaosFile): readonly { readonly number: number; readonly key: string }[] {
  return marks.map((number) => ({ number, key: `${name.replace(/\.sql$/, '')}/${number}` }))
}

interface Facts {
  readonly marks: Marks
  /** No other migrator was at work: what is not said to be left must not be there. */
  readonly single: boolean
}

/** Where the words of a packet differ from the catalogue. */
export function wrongWords(claims: Claims, files: readonly ChaosFile[], { marks, single }: Facts): readonly string[] {
  return files.flatMap((file) => {
    const wanted = wantedOf(claims, file)
    return keysOf(file).flatMap(({ number, key }) => {
      const [want, there] = [wanted(number), marks.has(key)]
      const isOpen = want === undefined || (!want && !single)
      return isOpen || want === there ? [] : [`wrong words: ${key} is ${there ? '' : 'not '}there`]
    })
  })
}

/** Whether a statement must be there according to the packet; undefined where it says nothing. */
function wantedOf(
  { applied, nothingOf, partOf }: Claims,
  { name }: ChaosFile,
): (number: number) => boolean | undefined {
  if (applied.includes(name)) return () => true
  if (nothingOf === name) return () => false
  if (partOf?.file === name) return (number) => number < partOf.before
  return () => undefined
}

/** What is lost, doubled or left half done when every run has ended well. */
export async function lossesIn(client: Client, files: readonly ChaosFile[], expected: readonly string[]) {
  const marks = await marksIn(client)
  const losses = files.flatMap((file) =>
    keysOf(file).flatMap(({ key }) => {
      const count = marks.get(key) ?? 0
      return count === 1 ? [] : [`${count === 0 ? 'lost' : 'double'}: ${key} was applied ${count} times`]
    }),
  )
  const now = await snapshot(client)
  const missing = expected.filter((fact) => !now.includes(fact)).map((fact) => `lost: ${fact}`)
  const extra = now.filter((fact) => !expected.includes(fact)).map((fact) => `left over: ${fact}`)
  return [...losses, ...missing, ...extra, ...(await leftOpen(client))]
}

async function leftOpen(client: Client): Promise<readonly string[]> {
  const { rows } = await client.query<{ what: string }>(`
select 'left over: invalid index ' || indexrelid::regclass as what from pg_index where not indisvalid
union all select 'half done: ' || file || ' is ' || state from wavec.migration where state <> 'applied'
union all select 'left open: attempt of ' || pod from wavec.attempt where state = 'started'
union all select 'left over: prepared transaction ' || gid from pg_prepared_xacts where database = current_database()`)
  return rows.map(({ what }) => what)
}
