import { syncOptions } from './annotations.ts'
import type { Manifest } from './manifest.ts'

/** gitops-engine/pkg/sync/resource/annotations.go `HasAnnotationOption` compares exact words, e.g. `Replace=true`. */
export function hasSyncOption(manifest: Manifest, option: string): boolean {
  return syncOptions(manifest).includes(option)
}

/** gitops-engine/pkg/sync/resource/annotations.go `GetAnnotationOptionValue` returns the first value of a name. */
export function syncOptionValue(manifest: Manifest, name: string): string | undefined {
  return optionValue(syncOptions(manifest), name)
}

export function optionValue(options: readonly string[], name: string): string | undefined {
  return options.find((option) => option.startsWith(`${name}=`))?.slice(name.length + 1)
}
