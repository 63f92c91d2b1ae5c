import type { JsonObject, Manifest } from '../../manifest/manifest.ts'
import type { ExtraJob } from '../../plan/stage.ts'
import type { EmitContext } from '../context.ts'
import { escapeExpansion } from './expansion.ts'
import { job } from './job.ts'
import { ownPod } from './pod.ts'
import { podEnv } from './runner.ts'
import { resourcesOf, restricted } from './security.ts'

/** The user's container, in a pod like wavec's own. It may write to its root file system. */
export function extraJob(context: EmitContext, planned: ExtraJob): Manifest {
  const { readOnlyRootFilesystem: _unknown, ...securityContext } = restricted(context.pipeline, undefined)
  const own = Object.entries(planned.env).map(([name, value]): JsonObject => ({ name, value }))
  const env = [...podEnv(planned).filter(({ name }) => typeof name !== 'string' || !(name in planned.env)), ...own]
  const container = {
    name: planned.name,
    image: planned.image,
    command: planned.command?.map(escapeExpansion),
    args: planned.args?.map(escapeExpansion),
    env: env.length === 0 ? undefined : env,
    resources: resourcesOf(planned, { cpu: '50m', memory: '64Mi' }, { memory: '256Mi' }),
    securityContext,
    terminationMessagePolicy: 'FallbackToLogsOnError',
  }
  return job(context, planned, { spec: ownPod(context.pipeline, planned, { containers: [container], volumes: [] }) })
}
