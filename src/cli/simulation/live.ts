import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Manifest } from '../../manifest/manifest.ts'
import { loadFromPaths } from '../load-manifests.ts'
import { misused, wavec } from '../usage.ts'
import { manifestsOf } from './load.ts'

interface Asked {
  readonly paths: readonly string[]
  readonly options: Readonly<Record<string, string>>
  readonly cwd: string
}

/** What is in the cluster: the manifests of a folder, e.g. of another checkout or of `kubectl get -o yaml`. */
export function liveManifests({ options, cwd }: Asked): readonly Manifest[] {
  const { live } = options
  if (live === undefined) return []
  if (existsSync(resolve(cwd, live))) return manifestsOf(loadFromPaths([live], cwd, `${wavec} simulate --help`))
  throw misused(`simulate: there is no folder or file ${live}`, `${wavec} simulate --help`)
}
