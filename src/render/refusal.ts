import { diagnostic, type Diagnostic, type Span } from '../diagnostic/diagnostic.ts'
import { shellWord } from '../diagnostic/shell-word.ts'
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
    install: 'kustomize 5, or kubectl 1.27 or newer, which includes it',
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

/** Why there is no text, in a few words: the reader carries on without it. */
export function whyNot(tool: RenderJob['tool'], refused: Refused | undefined): string {
  if (refused === undefined) return 'nothing is rendered here'
  return refused.problem === 'absent' ? programs[tool].absent : `${refused.by}: ${refused.message}`
}

/** Why there is no text, as an error of the compile. `place` finds the entry that a message is about. */
export function notRenderable(
  { tool, folder }: RenderJob,
  refused: Refused,
  place: (message: string) => Span,
): Diagnostic {
  const { what, install, command } = programs[tool]
  if (refused.problem === 'absent') {
    const { found } = refused
    return diagnostic('workload/renderer-missing', {
      message: `${folder} is ${what}, but ${tool} is not installed here`,
      ...(found === undefined
        ? {}
        : { why: `the installed ${found} is too old: it does not report its ${tool} version` }),
      help: `install ${install}, or render it yourself and point workload at the result`,
      span: place(''),
    })
  }
  return diagnostic('workload/render-failed', {
    message: `${refused.by}: ${refused.message}`,
    help: `reproduce it: ${command} ${shellWord(folder)}`,
    span: place(refused.message),
  })
}
