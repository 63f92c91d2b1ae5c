/**
 * SQL files to findings and facts, in this order: parse (PostgreSQL's own grammar) → read (what each statement does, as
 * actions) → judge (the schema that the files so far have made; locks, work, phase of each action) → lint (rules).
 * Pure: the parser arrives as an argument, because it is loaded only when SQL is to be judged.
 */
export { anyApplier, type Applier } from './applier.ts'
export type { Limits, SqlFile } from './context.ts'
export { isCode, lint } from './lint.ts'
export { loadParser, type Parser } from './parser.ts'
export { defaultServer, newestServer, oldestServer } from './server.ts'
export { ruleIds, rules } from './rules/index.ts'
export { worstOf, type Rollback } from './rollback/verdict.ts'
export { rollbackText, summarise, type Summary } from './summary.ts'
export { sentenceOf } from './sentence.ts'
export { reversalsBy } from './reversals.ts'
export { checkContracts } from './contract.ts'
export { lockModes } from './server.ts'
