import { diagnostic, type Diagnostic } from '../../diagnostic/diagnostic.ts'
import { travels } from '../argocd/program.ts'
import type { EmitContext } from '../context.ts'

/** A caller of the API may have no program for the Jobs. */
export function checkRunner({ pipeline, runner }: EmitContext): readonly Diagnostic[] {
  if (runner !== undefined || !travels(pipeline)) return []
  return [
    diagnostic('runner/absent', {
      message: `${pipeline.name} needs the program of its Jobs, and this compile was given none`,
      why: 'without runner.image, a ConfigMap brings the program to the Jobs',
      help: 'pass runner: installedRunner() of wavec/node, or name an image that holds wavec: runner: { image: … }',
      span: pipeline.locate(['runner']) ?? pipeline.locate([]),
    }),
  ]
}
