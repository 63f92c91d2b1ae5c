import { diagnostic, type Diagnostic, type Outcome } from '../diagnostic/diagnostic.ts'
import type { MigrationFile } from './file.ts'

/**
 * The maximum size of one ConfigMap's data. Client-side apply stores the whole object, as Go writes its JSON, in an
 * annotation of at most 262,144 bytes (kubectl's last-applied-configuration; TotalAnnotationSizeLimitB in
 * k8s.io/apimachinery/pkg/api/validation). The rest is left for the object's other fields.
 * @internal
 */
export const packLimit = 200_000

export interface PackedFile {
  /** `<n>-<hash>`, which is a valid key of a ConfigMap for every file name. */
  readonly key: string
  /** The mount path of the file, relative to the folder. */
  readonly path: string
  readonly text: string
}

/** Packs files in order, into as few packs as possible. A single file above the limit is an error. */
export function packMigrations(files: readonly MigrationFile[]): Outcome<readonly (readonly PackedFile[])[]> {
  const packs: PackedFile[][] = []
  const diagnostics: Diagnostic[] = []
  let size = packLimit
  for (const [index, { name, path, text: written, checksum }] of files.entries()) {
    // As the checksum takes it: the same commit gives the same bytes with either line end.
    const text = written.replaceAll('\r\n', '\n')
    const bytes = goJsonBytes(text) + 32
    if (bytes > packLimit) diagnostics.push(tooLarge(path, bytes))
    if (size + bytes > packLimit) {
      packs.push([])
      size = 0
    }
    packs.at(-1)?.push({ key: `${index + 1}-${checksum.slice(0, 8)}`, path: name, text })
    size += bytes
  }
  return { value: diagnostics.length > 0 ? undefined : packs, diagnostics }
}

function tooLarge(path: string, bytes: number): Diagnostic {
  return diagnostic('migrations/too-large', {
    message: `${grouped(bytes)} bytes as JSON exceed the ${grouped(packLimit)} that fit in a ConfigMap`,
    why: 'Argo CD applies on the client side, which stores the whole object in an annotation of at most 262,144 bytes',
    help: 'set delivery: image in the spec, or split the file',
    span: { file: path, start: 0, end: 0 },
  })
}

function grouped(count: number): string {
  return String(count).replaceAll(/\B(?=(\d{3})+$)/g, ',')
}

/** The size of the text in Go's encoding/json: UTF-8, with <, >, &, U+2028, U+2029 and controls escaped. @internal */
export function goJsonBytes(text: string): number {
  let extra = 0
  // oxlint-disable-next-line no-control-regex
  for (const [found] of text.matchAll(/["\\\n\r\t\b\f]|[<>&\u2028\u2029\u0000-\u001f]/g)) {
    extra += (/["\\\n\r\t\b\f]/.test(found) ? 2 : 6) - Buffer.byteLength(found)
  }
  return Buffer.byteLength(text) + extra + 2
}
