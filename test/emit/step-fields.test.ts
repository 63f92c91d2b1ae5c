// Every field of a check in the spec reaches the runner: it occurs in the Step of some committed manifest.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { objectsAt, textAt } from '../../src/manifest/fields.ts'
import type { Manifest } from '../../src/manifest/manifest.ts'
import { fieldsOf, schemaAt } from '../../src/pipeline/shape.ts'
import { Spec } from '../../src/pipeline/schema.ts'
import { Step } from '../../src/protocol/step.ts'
import { emitted } from '../support/kubernetes/emitted.ts'

const steps = emitted().flatMap(({ manifest }) => stepsOf(manifest))

const cases: readonly { readonly path: readonly PropertyKey[]; readonly checks: readonly object[] }[] = [
  { path: ['smokeTest', 'http', 0], checks: steps.flatMap((step) => ('http' in step ? step.http : [])) },
  { path: ['smokeTest', 'sql', 0], checks: steps.flatMap((step) => ('sql' in step ? step.sql : [])) },
  { path: ['migrate', 'expect', 0], checks: steps.flatMap((step) => ('expect' in step ? step.expect : [])) },
  { path: ['preflight', 'checks'], checks: steps.flatMap((step) => ('checks' in step ? [step.checks] : [])) },
]

for (const { path, checks } of cases) {
  test(`every field of ${path.filter((step) => step !== 0).join('.')} reaches the runner`, () => {
    const fields = [...fieldsOf(schemaAt(Spec, path)).keys()].sort()
    assert.ok(fields.length > 1)
    assert.deepEqual([...new Set(checks.flatMap((check) => Object.keys(check)))].sort(), fields)
  })
}

function stepsOf(manifest: Manifest): readonly Step[] {
  return objectsAt(manifest, 'spec', 'template', 'spec', 'containers').flatMap((container) =>
    objectsAt(container, 'env')
      .filter((variable) => textAt(variable, 'name') === 'WAVEC_STEP')
      // Kubernetes expands $(NAME), so a dollar is escaped as two.
      .map((variable) => Step.parse(JSON.parse((textAt(variable, 'value') ?? '').replaceAll('$$', '$')))),
  )
}
