import { parseAllDocuments } from 'yaml'
import type { Random } from '../repository/random.ts'
import type { Files } from './files-tree.ts'
import { pipelineOf, type Projects } from './projects.ts'

/** Where a case finds the step, for `--step` and for the variable. */
export const stepFile = 'step.json'

/** One of a pipeline's compiled steps, and the files that its Job would have. */
export async function mountedStep(projects: Projects, random: Random): Promise<Files> {
  const project = await pipelineOf(projects, random)
  const known = mounts.get(project) ?? mountsOf(project)
  mounts.set(project, known)
  const step = known.steps[random.next(known.steps.length)]
  return step === undefined ? mountedStep(projects, random) : new Map([[stepFile, step], ...known.files])
}

interface Mounts {
  readonly steps: readonly string[]
  readonly files: Files
}

const mounts = new Map<Files, Mounts>()

function mountsOf(project: Files): Mounts {
  const steps: string[] = []
  const files = new Map<string, string>()
  for (const [path, text] of project) {
    if (!path.startsWith('manifests/') || !path.endsWith('.yaml')) continue
    for (const document of parseAllDocuments(text)) {
      const json: unknown = document.toJS()
      for (const entry of entriesOf(json)) if (entry.name === 'WAVEC_STEP') steps.push(placed(entry.value))
      for (const [name, content] of dataOf(json))
        files.set(`mounted/${name === 'index.json' ? name : `files/${name}`}`, content)
    }
  }
  return { steps, files }
}

/** The kubelet's `$$`, and the folders of this machine. */
function placed(step: string): string {
  return step
    .replaceAll('$$', '$')
    .replaceAll('/wavec/index/index.json', 'mounted/index.json')
    .replaceAll('/wavec/migrations', 'mounted/files')
    .replace(/"stopAfter": *\d+/, '"stopAfter": 60000')
}

interface Entry {
  readonly name: string
  readonly value: string
}

/** Every name with a value, at any depth. */
function entriesOf(json: unknown): readonly Entry[] {
  if (typeof json !== 'object' || json === null) return []
  const below = Object.values(json).flatMap(entriesOf)
  if (!('name' in json && 'value' in json)) return below
  const { name, value } = json
  return typeof name === 'string' && typeof value === 'string' ? [{ name, value }, ...below] : below
}

function dataOf(json: unknown): readonly [string, string][] {
  if (typeof json !== 'object' || json === null || !('kind' in json) || json.kind !== 'ConfigMap') return []
  const { data } = { data: undefined, ...json }
  if (typeof data !== 'object' || data === null) return []
  return Object.entries(data).flatMap(([name, text]): [string, string][] =>
    typeof text === 'string' ? [[name, text]] : [],
  )
}
