// The installed kustomize and helm. On a machine without them, tests that need them are skipped with a reason.
import { programRenderer } from '../../src/connect/render.ts'
import type { Renderer, RenderJob } from '../../src/render/index.ts'

export const renderer: Renderer = programRenderer()

/** Why a test can't run here, as node:test's `skip`; false where the program is. */
export function withoutProgram(tool: RenderJob['tool']): string | false {
  const files = { folder: 'x', files: new Map<string, Uint8Array>(), subject: 'x' }
  const job: RenderJob =
    tool === 'kustomize' ? { tool, ...files } : { tool, ...files, values: [], release: 'x', namespace: 'x' }
  const rendering = renderer.render(job)
  return !rendering.ok && rendering.problem === 'absent' ? `not run: there is no ${tool} here` : false
}
