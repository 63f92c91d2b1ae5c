import type { Action } from './action.ts'
import type { Reach } from './reach.ts'

type ReachOf<K extends Reach['kind']> = Extract<Reach, { readonly kind: K }>

export interface Reached<K extends Reach['kind']> {
  readonly reach: ReachOf<K>
  readonly place: Pick<Action, 'start' | 'end'>
}

/** What an action reaches, also in the body of a routine that it creates. */
export function reachesIn<K extends Reach['kind']>(action: Action, kind: K): readonly Reached<K>[] {
  const { start, end } = action
  const own = (action.reaches ?? []).filter((reach): reach is ReachOf<K> => reach.kind === kind)
  const inside = action.kind === 'create-routine' ? (action.routine.body ?? []) : []
  return [...own.map((reach) => ({ reach, place: { start, end } })), ...inside.flatMap((each) => reachesIn(each, kind))]
}
