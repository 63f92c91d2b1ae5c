import { diskTree } from '../../connect/disk.ts'
import { hasErrors, sortDiagnostics } from '../../diagnostic/diagnostic.ts'
import type { Tree } from '../../source/tree.ts'
import type { Command } from '../command.ts'
import { compileAll } from '../../project/compile/compile-all.ts'
import { shippedLocks, shippedOption } from '../shipped.ts'
import { reportCompile, type CompileResult } from '../print/compile-report.ts'
import { textsOf } from '../../project/texts.ts'
import { formatOf, repositoryOptions } from '../options.ts'
import { applyOutput, isCurrent } from '../../project/output/apply-output.ts'
import { conflictsOf, interruptionOf } from '../../project/output/drift.ts'
import { outputFolder } from '../output-folder.ts'
import { planOutput } from '../../project/output/plan-output.ts'
import { readState } from '../../project/output/state.ts'
import { changedLocks, writeLocks } from '../../project/output/write-locks.ts'
import { findRoot, withoutPipelines, type Root } from '../root.ts'
import { wavesFolder } from '../../project/places.ts'
import { version } from '../../protocol/version.ts'

export const compile: Command = {
  summary: 'writes manifests/ and says what you still owe',
  details: `With any error nothing is written. Files that wavec did not write are never touched. Beside each spec, pipeline.lock
says which release brought which migration to which environment; what the base has of it has shipped.`,
  options: { ...repositoryOptions, ...shippedOption },
  run: (invocation) => {
    const format = formatOf('compile', invocation.options['format'])
    const root = findRoot(invocation.options['root'], invocation.cwd)
    const tree = diskTree(root.path)
    const result = writeManifests(tree, root, {
      shipped: shippedLocks(root, invocation.options['base']),
      renderer: invocation.renderer,
    })
    return reportCompile(result, { root, format, colour: invocation.colour, textOf: textsOf(tree) })
  },
}

/** What happened in `manifests/`; `nothing-written` because of errors. */
function writeManifests(tree: Tree, root: Root, asked: Parameters<typeof compileAll>[2]): CompileResult {
  const compiled = compileAll(tree, wavesFolder, asked)
  if (hasErrors(compiled.diagnostics)) return { ...compiled, output: undefined }
  const state = readState(tree)
  if (compiled.specs + state.sums.size === 0) throw withoutPipelines(root)
  const plan = planOutput({ files: compiled.files, version }, state, (path) => tree.read(path))
  if (plan.conflicts.length > 0) {
    const found = [...compiled.diagnostics, ...conflictsOf(plan), ...interruptionOf(state, 'open')]
    return { ...compiled, diagnostics: sortDiagnostics(found), output: undefined }
  }
  const folder = outputFolder(root.path)
  const locked = changedLocks(compiled.locks, tree)
  applyOutput(plan, state, version, folder)
  writeLocks(locked, folder)
  const diagnostics = sortDiagnostics([...compiled.diagnostics, ...interruptionOf(state, 'finished')])
  const change = isCurrent(plan, state) && locked.length === 0 ? 'none' : 'some'
  return { ...compiled, diagnostics, output: { ...plan, locked, change } }
}
