import { Query, type Client } from 'pg'

/** The base class would keep each row until the statement ends. */
class QueryWithoutRows extends Query {
  handleDataRow(): void {
    // Dropped.
  }
}

/** Rejects with node-pg's own error. */
export function executeWithoutRows(client: Client, text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    client.query(new QueryWithoutRows(text, (error) => (error ? reject(error) : resolve())))
  })
}
