/**
 * A rehearsal executes compiled manifests in Argo CD's order on this machine: plain objects are kept in a store, each
 * Job's pod is run as local processes against a PostgreSQL of its own. A pod is first resolved as the kubelet would
 * (env, expansion, volumes), then everything that only a cluster has is replaced by the one table of substitutions.
 * The database is reached through a proxy, which reads after each statement what the migrator's own backend locks.
 */
export { newPaint, newProgressLines, runningLine, substitutionLines } from './lines.ts'
export { rehearse } from './rehearse.ts'
export { givenServer } from './given-server.ts'
export { ephemeralServer, type Wanted } from './server.ts'
export type { TracedStatement } from './trace.ts'
export { verdictOf } from './verdict.ts'
export { type Progress } from './world.ts'
