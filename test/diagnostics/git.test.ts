// What a compile in CI reports where git does not say what has shipped.
import { compileAll } from '../../src/project/compile/compile-all.ts'
import { testDiagnostics } from '../support/diagnostics.ts'
import { renderer } from '../support/renderers.ts'
import { standIn } from '../support/runner-program.ts'

const shipped = {
  kind: 'unknown',
  reason: 'there is no origin/HEAD, origin/main, origin/master, main or master',
  help: 'name the commit: --base REF',
  severity: 'error',
} as const

testDiagnostics((tree) => compileAll(tree, 'waves', { runner: standIn, renderer, shipped }).diagnostics, ['git'])
