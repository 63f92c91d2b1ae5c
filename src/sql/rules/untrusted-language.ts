import { reachesIn } from '../reached.ts'
import type { Rule } from '../rule.ts'

export const untrustedLanguage: Rule = {
  severity: 'error',
  condition: 'A migration brings code in an untrusted language: C, internal, plpython3u, plperlu and their like.',
  effect:
    'Such code is not confined: it runs as the user of the server, with its files and its network. Only a superuser may create it.',
  workaround:
    'Write the routine in SQL, PL/pgSQL or another trusted language, or do the work in the application. If it is meant: -- wavec:ignore sql/untrusted-language REASON.',
  bad: "create function plus(integer, integer) returns integer language internal strict immutable as 'int4pl';",
  good: "create function plus(integer, integer) returns integer language sql strict immutable as 'select $1 + $2';",
  proof: 'rights',
  check: (action) => {
    const [found] = reachesIn(action, 'untrusted-language')
    if (found === undefined) return undefined
    return {
      message: `${found.reach.what} runs without any confinement, as the user of the server`,
      place: found.place,
    }
  },
}
