import type { Reversals } from '../migrations/order.ts'
import { anyApplier } from './applier.ts'
import { judge } from './judge.ts'
import type { Parser } from './parser.ts'
import { undoOf } from './rollback/index.ts'
import { newestServer } from './server.ts'

/** SQL that takes files back, as the full grammar reads them; neither the tool nor the server's major changes it. */
export function reversalsBy(parser: Parser): Reversals {
  return (files) => {
    const input = files.map(({ path, text }) => ({ path, text }))
    const judged = judge(parser, { files: input, tool: anyApplier, limits: 'unknown', server: newestServer })
    return judged.files.map((file) => undoOf(file, judged.isNew(file.number), newestServer) ?? null)
  }
}
