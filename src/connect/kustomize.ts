import { spawnSync } from 'node:child_process'
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'

/** `base` is the folder, as the origins in the text count from elsewhere. */
export type Rendering =
  | { readonly ok: true; readonly text: string; readonly base: string }
  | { readonly ok: false; readonly why: string }

/** What builds a kustomization, in order of preference. */
const programs: readonly (readonly [name: string, ...args: readonly string[]])[] = [
  ['kustomize', 'build'],
  ['kubectl', 'kustomize'],
]
const patience = 30_000

/**
 * Builds the kustomization of a folder with kustomize or kubectl, where one of them is installed, and lets it say from
 * which file each object came. Nothing is fetched: whoever calls makes sure that there is no base on the network.
 */
export function renderKustomization(root: string, folder: string): Rendering {
  const wrapper = mkdtempSync(join(realpathSync(tmpdir()), 'wavec-kustomize-'))
  try {
    // Only a kustomization can ask for origins, and a base must be named by a relative path.
    const base = relative(wrapper, realpathSync(join(root, folder)))
    writeFileSync(
      join(wrapper, 'kustomization.yaml'),
      JSON.stringify({ resources: [base], buildMetadata: ['originAnnotations'] }),
    )
    for (const [name, ...args] of programs) {
      const { error, status, stdout, stderr } = spawnSync(name, [...args, wrapper], {
        encoding: 'utf8',
        timeout: patience,
        maxBuffer: 256_000_000,
      })
      if (error !== undefined && 'code' in error && error.code === 'ENOENT') continue
      if (error !== undefined) return { ok: false, why: `${name}: ${error.message}` }
      if (status === 0) return { ok: true, text: stdout, base }
      return { ok: false, why: reason(name, stderr, wrapper) }
    }
    return { ok: false, why: 'neither kustomize nor kubectl is installed here' }
  } finally {
    rmSync(wrapper, { recursive: true, force: true })
  }
}

/** The last line says what is wrong; the wrapper's own path says nothing to anybody. */
function reason(name: string, stderr: string, wrapper: string): string {
  const line = stderr.trim().split('\n').at(-1) ?? ''
  const told = /err="(.*)"$/.exec(line)?.[1] ?? line
  return `${name}: ${told.replaceAll(wrapper, 'the kustomization').slice(0, 300)}`
}
