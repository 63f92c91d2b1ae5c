import { test } from 'node:test'
import { golden } from '../support/golden.ts'
import { specPage } from '../support/spec-page.ts'

test('docs/spec.md is what the schema says', () => golden('docs/spec.md', specPage()))
