import { unreachable } from '../../diagnostic/unreachable.ts'
import type { Manifest } from '../../manifest/manifest.ts'
import type { Stage } from '../../plan/stage.ts'
import type { EmitContext } from '../context.ts'
import { deployJob, reportJob, smokeTestJob, verifyJob } from './checks.ts'
import type { Copies } from './copies.ts'
import { migrateJob } from './migrate.ts'
import { preflightJob } from './preflight.ts'

export function stageJob(context: EmitContext, stage: Stage, copies: Copies): Manifest {
  switch (stage.name) {
    case 'preflight':
      return preflightJob(context, stage)
    case 'migrate':
      return migrateJob(context, stage, copies)
    case 'deploy':
      return deployJob(context, stage, copies)
    case 'smoke-test':
      return stage.side === 'before' ? smokeTestJob(context, stage, copies) : verifyJob(context, stage)
    case 'verify':
      return verifyJob(context, stage)
    case 'report':
      return reportJob(context, stage)
    default:
      return unreachable(stage.name)
  }
}

/** Its file, named so that a listing of the folder has the order of the sync. */
export function stageFile({ name, side }: Stage): string {
  switch (name) {
    case 'preflight':
      return '20-preflight.yaml'
    case 'migrate':
      return '31-migrate.yaml'
    case 'deploy':
      return '40-deploy.yaml'
    case 'smoke-test':
      return side === 'before' ? '50-smoke-test.yaml' : '70-smoke-test.yaml'
    case 'verify':
      return '70-verify.yaml'
    case 'report':
      return '90-report.yaml'
    default:
      return unreachable(name)
  }
}
