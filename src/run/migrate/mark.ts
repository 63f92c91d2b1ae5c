/** What the ledger records of one statement, so that a rerun knows what may be half done. */
export type Mark = 'none' | 'started' | 'done'
