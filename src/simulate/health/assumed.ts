import { at, jsonOf, objectsAt, textAt } from '../../manifest/fields.ts'
import type { Json, Manifest } from '../../manifest/manifest.ts'
import { stepVariable } from '../../protocol/process.ts'
import type { HealthCheck } from './health.ts'

/** Seconds for scheduling, start and first answer of a candidate, besides the time that it has to stay ready. */
const startSeconds = 3

/** Assumed seconds until the object is healthy, unless an outcome sets them. */
export function assumedSeconds(manifest: Manifest, check: HealthCheck): number {
  const stable = manifest.kind === 'Job' ? stableSeconds(manifest) : undefined
  return stable === undefined ? check.seconds : Math.max(check.seconds, stable + startSeconds)
}

/** How long the candidate of a Job that wavec compiled has to stay ready; undefined if the Job watches none. */
function stableSeconds(manifest: Manifest): number | undefined {
  const containers = objectsAt(manifest, 'spec', 'template', 'spec', 'containers')
  const variables = containers.flatMap((container) => objectsAt(container, 'env'))
  const step = textAt(
    variables.find((variable) => textAt(variable, 'name') === stepVariable),
    'value',
  )
  const stable = at(parsed(step ?? ''), 'candidate', 'stableFor')
  return typeof stable === 'number' ? Math.ceil(stable / 1000) : undefined
}

/** Text that is not JSON is not a Step. */
function parsed(text: string): Json | undefined {
  try {
    return jsonOf(JSON.parse(text))
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}
