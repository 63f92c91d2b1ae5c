import type { Linter } from './linter.ts'
import { squawk } from './squawk.ts'
import { wavec } from './wavec.ts'

export const linters: readonly Linter[] = [wavec, squawk]
