import { asObject, isList } from '../../../src/manifest/fields.ts'
import type { Json, Manifest } from '../../../src/manifest/manifest.ts'

export type Path = readonly (string | number)[]

/** A copy with one value set, creating maps and lists on the path; `undefined` removes the field. */
export function plant(manifest: Manifest, path: Path, value: Json | undefined): Manifest {
  return { ...manifest, ...asObject(set(manifest, path, value)) }
}

/** A copy with the last key of the path misspelt. */
export function misspell(manifest: Manifest, path: Path): { readonly manifest: Manifest; readonly path: string } {
  const key = `${path.at(-1)}x`
  const wrong = [...path.slice(0, -1), key]
  const value = path.reduce<Json | undefined>(
    (holder, step) => (isList(holder) ? holder[Number(step)] : asObject(holder)?.[step]),
    manifest,
  )
  return { manifest: plant(without(manifest, path), wrong, value), path: wrong.join('.') }
}

function without(manifest: Manifest, path: Path): Manifest {
  return plant(manifest, path, undefined)
}

function set(holder: Json | undefined, [step, ...rest]: Path, value: Json | undefined): Json | undefined {
  if (step === undefined) return value
  if (typeof step === 'number')
    return (isList(holder) ? holder : []).toSpliced(
      step,
      1,
      set(isList(holder) ? holder[step] : undefined, rest, value) ?? null,
    )
  const object = asObject(holder) ?? {}
  const child = set(object[step], rest, value)
  if (child !== undefined) return { ...object, [step]: child }
  return Object.fromEntries(Object.entries(object).filter(([key]) => key !== step))
}
