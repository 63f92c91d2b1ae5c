import { test } from 'node:test'
import { golden } from '../support/golden.ts'
import { specPage } from '../support/spec-page.ts'

test('docs/spec.md is generated from the schema', () => golden('docs/spec.md', specPage()))
