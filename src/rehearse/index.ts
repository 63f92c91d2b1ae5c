/**
 * A rehearsal executes compiled manifests in Argo CD's order on this machine. Plain objects go into a store, and each
 * Job's pod runs as local processes against a temporary PostgreSQL. A pod is first resolved as the kubelet would do it
 * (env, expansion, volumes). Then the table of substitutions replaces everything that only a cluster has. The processes
 * reach the database through a proxy, which reads after each statement which locks the migrator's backend holds.
 */
export { newProgressLines, runningLine, substitutionLines } from './lines.ts'
export { rehearse } from './rehearse.ts'
export { givenServer } from './given-server.ts'
export { ephemeralServer, type Wanted } from './server.ts'
export type { TracedStatement } from './trace.ts'
export { verdictOf } from './verdict.ts'
export { type Progress } from './world.ts'
