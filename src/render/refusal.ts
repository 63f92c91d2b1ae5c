import { diagnostic, type Diagnostic, type Span } from '../diagnostic/diagnostic.ts'
import type { RenderJob, Rendering } from './renderer.ts'

type Refused = Extract<Rendering, { ok: false }>

interface Program {
  readonly what: string
  readonly install: string
  readonly absent: string
  readonly command: string
}

const programs: Readonly<Record<RenderJob['tool'], Program>> = {
  kustomize: {
    what: 'a kustomization',
    install: 'kustomize 5, or kubectl 1.27 or newer, which holds one',
    absent: 'neither kustomize nor kubectl 1.27 or newer is installed here',
    command: 'kubectl kustomize',
  },
  helm: {
    what: 'a Helm chart',
    install: 'helm 3 or 4',
    absent: 'helm is not installed here',
    command: 'helm template',
  },
}

/** Why there is no text, where the rest can be read without it. */
export function whyNot(tool: RenderJob['tool'], refused: Refused | undefined): string {
  if (refused === undefined) return 'nothing is rendered here'
  return refused.problem === 'absent' ? programs[tool].absent : `${refused.by}: ${refused.message}`
}

/** Why there is no text, where nothing can be done without it. `place` finds what a message speaks of. */
export function notRenderable(
  { tool, folder }: RenderJob,
  refused: Refused,
  place: (message: string) => Span,
): Diagnostic {
  const { what, install, command } = programs[tool]
  if (refused.problem === 'absent') {
    const { found } = refused
    return diagnostic('workload/renderer-missing', {
      message: `${folder} is ${what}, and there is no ${tool} here to render it`,
      ...(found === undefined
        ? {}
        : { why: `the ${found} that is here is too old: it does not say which ${tool} it holds` }),
      help: `install ${install}, or render it yourself and point workload at the result`,
      span: place(''),
    })
  }
  return diagnostic('workload/render-failed', {
    message: `${refused.by}: ${refused.message}`,
    help: `see it yourself: ${command} ${folder}`,
    span: place(refused.message),
  })
}
