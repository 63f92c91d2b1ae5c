import { isListed } from '../diagnostic/codes.ts'
import { diagnostic, type Diagnostic } from '../diagnostic/diagnostic.ts'
import { ignoresIn, withoutIgnored } from '../source/ignore.ts'
import { credentialsInFile } from './text.ts'

/** A file of migrations, which becomes a ConfigMap or part of an image. */
interface TextFile {
  readonly path: string
  readonly text: string
}

/** Code: `secret/plaintext`, without those that a comment ignores. */
export function fileCredentials({ path, text }: TextFile): readonly Diagnostic[] {
  const diagnostics = credentialsInFile(path, text).map(({ what, start, end }) => {
    const span = { file: path, start, end }
    return diagnostic('secret/plaintext', {
      message: `${what} is in plaintext`,
      why: 'git keeps every version of the file, and the ConfigMap, the log of the database and its backups have it too',
      help: 'set it outside of the migrations, by who may know it (for a role: \\password of psql, or the operator of the database), and change it, because git keeps this one',
      span,
      secret: [span],
    })
  })
  const all = ignoresIn(path, text, path.endsWith('.sql') ? '--' : '#')
  const ignores = all.filter(({ code }) => code === 'secret/plaintext')
  return withoutIgnored({ diagnostics, ignores, isCode: isListed, looksFor: (code) => code === 'secret/plaintext' })
}
