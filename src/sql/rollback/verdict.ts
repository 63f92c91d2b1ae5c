/** What code of the release before can do on the schema after a migration. */
export type Rollback =
  /** It reads and writes as before: nothing that it uses was taken away or made stricter. */
  | { readonly verdict: 'safe' }
  /** It runs as before after this SQL, in this order, which loses no row. */
  | { readonly verdict: 'reversible'; readonly sql: readonly string[] }
  /** It depends on what was written meanwhile, or on an earlier state that no file shows. */
  | { readonly verdict: 'data-dependent'; readonly why: string }
  | { readonly verdict: 'irreversible'; readonly why: string }
  | { readonly verdict: 'not analysed'; readonly why: string }

/** Worst first: a file, or a release, is as bad as its worst statement. */
const order = ['not analysed', 'irreversible', 'data-dependent', 'reversible', 'safe'] as const

/** The way back through several, the last first. */
export function worstOf(each: readonly Rollback[]): Rollback {
  for (const verdict of order) {
    const found = each.find((one) => one.verdict === verdict)
    if (found === undefined) continue
    if (found.verdict !== 'reversible') return found
    return { verdict: 'reversible', sql: each.flatMap((one) => ('sql' in one ? one.sql : [])).reverse() }
  }
  return safe
}

export const safe: Rollback = { verdict: 'safe' }

/** SQL without semicolons. */
export function back(...sql: readonly string[]): Rollback {
  return { verdict: 'reversible', sql: sql.map((each) => `${each};`) }
}

/** `subject`: what is not known. */
export function notAnalysed(subject: string): Rollback {
  return { verdict: 'not analysed', why: `${subject} is not known` }
}

export function lost(why: string): Rollback {
  return { verdict: 'irreversible', why }
}

export function depends(why: string): Rollback {
  return { verdict: 'data-dependent', why }
}
