import { diagnostic, type Diagnostic } from '../../diagnostic/diagnostic.ts'
import type { EmitContext } from '../context.ts'
import { rights } from '../argocd/rights.ts'
import { stepsOf } from '../argocd/reach.ts'

/** Steps that only read hold the credential of the migrator where the spec names no other. */
export function checkReader(context: EmitContext): readonly Diagnostic[] {
  const { pipeline, plan } = context
  if (pipeline.spec.database.reader !== undefined) return []
  const reading = plan.stages.filter((stage) =>
    stepsOf(context, stage).some((step) => rights[step].connection === 'reader'),
  )
  if (reading.length === 0) return []
  return [
    diagnostic('rights/no-reader', {
      message: `${reading.map(({ job }) => job).join(', ')} only ${reading.length === 1 ? 'reads' : 'read'}, with the credential of the migrator`,
      why: 'an intruder in one of these pods could alter and drop tables, although the step needs no right to',
      help: 'make a role that may only read, npx wavec init --role-sql MIGRATOR --reader READER, and name its Secret: database: { reader: { secret: NAME } }',
      span: pipeline.locate(['database'], 'key'),
    }),
  ]
}
