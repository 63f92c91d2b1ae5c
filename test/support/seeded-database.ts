import { database, type Database, type Major } from './postgres.ts'

const templates = new Map<string, Promise<Database>>()

/** A copy of a database created by this SQL, which runs once per major. The template ends with the server. */
export async function seededDatabase(major: Major, setUp: string): Promise<Database> {
  const key = `${major} ${setUp}`
  const template = templates.get(key) ?? make(major, setUp)
  templates.set(key, template)
  return database(major, (await template).name)
}

async function make(major: Major, setUp: string): Promise<Database> {
  const template = await database(major)
  await using client = await template.client()
  await client.query(setUp)
  return template
}
