import type { EmittedFile } from '../../emit/index.ts'
import { sumOf } from './list.ts'

/** A file to be written, with the sha256 (hex) of its text. */
export interface SummedFile extends EmittedFile {
  readonly sum: string
}

/** Best called early: it makes one string of the pieces that were joined, while they are still young garbage. */
export function summed({ path, text }: EmittedFile): SummedFile {
  return { path, text, sum: sumOf(text) }
}
