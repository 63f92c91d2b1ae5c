import type { EmittedPipeline } from '../../emit/index.ts'
import { type Painter, columns, counted } from '../../report/index.ts'

/** More pipelines than these get a line each. */
const drawnPipelines = 5

/** What Argo CD will do with each pipeline, from the first wave to the last. */
export function pictureOf(pipelines: readonly EmittedPipeline[], paint: Painter): string[] {
  if (pipelines.length > drawnPipelines) return columns(pipelines.map(summary))
  return pipelines.flatMap((pipeline) => drawing(pipeline, paint))
}

function summary({ name, environment, namespace, stages, files }: EmittedPipeline): string[] {
  const jobs = stages.filter(({ detail }) => detail.length > 0)
  return [name, environment, namespace, `${counted(jobs.length, 'job')}, ${counted(files.length, 'file')}`]
}

function drawing({ name, environment, namespace, stages }: EmittedPipeline, paint: Painter): string[] {
  const phaseWidth = Math.max(0, ...stages.map(({ phase }) => phase.length))
  const waveWidth = Math.max(0, ...stages.map(({ wave }) => String(wave).length))
  const words = columns(stages.map((stage) => [stage.name, ...stage.detail]))
  const lines = stages.map(({ phase, wave }, index) => {
    const isSamePhase = stages[index - 1]?.phase === phase
    const shown = (isSamePhase ? '' : phase.toLowerCase()).padEnd(phaseWidth)
    return `  ${paint('dim', `${shown}  ${String(wave).padStart(waveWidth)}`)}  ${words[index] ?? ''}`.trimEnd()
  })
  return [`${paint('place', name)}  ${environment}  ${namespace}`, ...lines]
}
