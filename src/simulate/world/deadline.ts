import { at } from '../../manifest/fields.ts'
import { groupOf } from '../../manifest/kinds.ts'
import type { Manifest } from '../../manifest/manifest.ts'
import { number } from '../health/health.ts'

/** Seconds after which Kubernetes itself fails an object that never becomes ready; undefined means never. */
export function deadlineOf(manifest: Manifest): number | undefined {
  switch (`${groupOf(manifest.apiVersion)}/${manifest.kind}`) {
    case 'batch/Job':
      return jobDeadline(manifest)
    case '/Pod':
      return seconds(manifest, 'spec', 'activeDeadlineSeconds')
    case 'apps/Deployment':
      return seconds(manifest, 'spec', 'progressDeadlineSeconds') ?? 600
    default:
      return undefined
  }
}

/** The Job's own deadline, or the sum of its pods' deadlines and the back-offs between them. */
function jobDeadline(manifest: Manifest): number | undefined {
  const whole = seconds(manifest, 'spec', 'activeDeadlineSeconds')
  const each = seconds(manifest, 'spec', 'template', 'spec', 'activeDeadlineSeconds')
  if (each === undefined) return whole
  const retries = number(at(manifest, 'spec', 'backoffLimit'), 6)
  let all = each
  // The Job controller waits 10, 20, 40 s…, at most six minutes, before it creates the next pod.
  for (let retry = 0; retry < retries && all < (whole ?? Infinity); retry += 1)
    all += each + Math.min(10 * 2 ** retry, 360)
  return Math.min(all, whole ?? Infinity)
}

function seconds(manifest: Manifest, ...path: readonly string[]): number | undefined {
  const value = at(manifest, ...path)
  return typeof value === 'number' ? value : undefined
}
