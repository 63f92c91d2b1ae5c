import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Contender } from '../measure/contender.ts'
import type { Output } from './output.ts'

export interface Kubectl {
  readonly version: string
  readonly kustomize: string
}

/** The installed kubectl, or undefined if there is none. */
export function findKubectl(): Kubectl | undefined {
  const { status, stdout } = spawnSync('kubectl', ['version', '--client'], { encoding: 'utf8' })
  if (status !== 0) return undefined
  return { version: versionIn(stdout, 'Client'), kustomize: versionIn(stdout, 'Kustomize') }
}

function versionIn(text: string, what: string): string {
  return new RegExp(`${what} Version: (\\S+)`).exec(text)?.[1] ?? 'of unknown version'
}

/** One build over every service of the repository: a kustomization at the top that names the compiled folders. */
export function kustomizationOver(repository: string, { services }: Output): Contender {
  const folders = services.map(([first]) => dirname(first?.[0] ?? ''))
  const resources = folders.map((folder) => `  - ${folder}\n`).join('')
  const header = 'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources:\n'
  writeFileSync(join(repository, 'kustomization.yaml'), header + resources)
  return { name: 'kubectl kustomize', program: 'kubectl', args: ['kustomize', '.'], cwd: repository, before: () => {} }
}
