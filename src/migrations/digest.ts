import { createHash } from 'node:crypto'
import type { MigrationFile } from './file.ts'

/** A release with the same digest as the previous one has nothing to migrate. */
export interface DigestInput {
  readonly tool: string
  readonly files: readonly MigrationFile[]
  /** For migrations in an image: its reference, and the command that runs in it. */
  readonly image?: string | undefined
  readonly command?: readonly string[] | undefined
}

/** sha256, hex, over the tool, each file's name and checksum in name order, the image and the command. */
export function digestOf({ tool, files, image, command }: DigestInput): string {
  const hash = createHash('sha256')
  const parts = [tool, ...files.flatMap(({ name, checksum }) => [name, checksum]), image ?? '', ...(command ?? [])]
  for (const part of parts) hash.update(`${Buffer.byteLength(part)}:${part}\n`)
  return hash.digest('hex')
}
