import { diskTree } from '../../connect/disk.ts'
import { sortDiagnostics } from '../../diagnostic/diagnostic.ts'
import { compile as compileTree, writeOutput } from '../../project/compile.ts'
import { specNamed } from '../../project/spec-named.ts'
import { textsOf } from '../../project/texts.ts'
import type { Tree } from '../../source/tree.ts'
import { alone } from '../alone.ts'
import type { Answer, Command, Invocation } from '../command.ts'
import { inTree } from '../in-tree.ts'
import { choiceOf, repositoryOptions } from '../options.ts'
import { outputFolder } from '../output-folder.ts'
import { reportCompile } from '../print/compile-report.ts'
import { withReversals } from '../reversals.ts'
import { findRoot, withoutPipelines, type Root } from '../root.ts'
import { shippedLocks, shippedOption } from '../shipped.ts'

export const compile: Command = {
  summary: 'writes manifests/ and says what you still owe',
  operand: '[PIPELINE]…',
  details: `With any error nothing is written. Files that wavec did not write are never touched. Beside each spec, pipeline.lock
says which release brought which migration to which environment; what the base has of it has shipped.

With PIPELINEs, as names or folders in waves/, only they are written: an error in another pipeline does not hold them back.
check still sees all of them.`,
  options: { ...repositoryOptions, ...shippedOption },
  run: runCompile,
}

function runCompile(invocation: Invocation): Promise<Answer> {
  const root = findRoot(invocation.options['root'], invocation.cwd)
  return alone(root.path, () => compileIn(root, invocation))
}

async function compileIn(root: Root, invocation: Invocation): Promise<Answer> {
  const { options, colour, renderer, runner, where } = invocation
  const format = choiceOf(repositoryOptions.format, options['format'], 'text')
  const tree = diskTree(root.path)
  const shipped = shippedLocks(root, options['base'], where)
  const only = namedSpecs(tree, root, invocation)
  const given = { shipped, renderer, runner: runner(), only }
  const answer = await withReversals((reversals) => compileTree(tree, { ...given, reversals }))
  const { content, output } = answer
  if (content === 'none') throw withoutPipelines(root)
  const notes = output === undefined ? [] : writeOutput(output, outputFolder(root.path))
  const diagnostics = sortDiagnostics([...answer.diagnostics, ...notes])
  return reportCompile({ ...answer, diagnostics }, { root, format, colour, textOf: textsOf(tree) })
}

/** Undefined where none is named: then all are meant. */
function namedSpecs(tree: Tree, root: Root, { operands, cwd }: Invocation): ReadonlySet<string> | undefined {
  if (operands.length === 0) return undefined
  return new Set(
    operands.map((pipeline) => specNamed(tree, { pipeline, path: inTree(root.path, cwd, pipeline) }, 'compile')),
  )
}
