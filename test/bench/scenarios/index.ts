import type { Scenario } from '../scenario.ts'
import { audit10000 } from './audit-10000.ts'
import { chaos } from './chaos.ts'
import { compile1 } from './compile-1.ts'
import { compile100 } from './compile-100.ts'
import { compile1000 } from './compile-1000.ts'
import { fuzz } from './fuzz.ts'
import { growth } from './growth.ts'
import { kill } from './kill.ts'
import { kustomize1 } from './kustomize-1.ts'
import { kustomize100 } from './kustomize-100.ts'
import { memory } from './memory.ts'
import { simulate10000 } from './simulate-10000.ts'
import { sql500 } from './sql-500.ts'
import { sqlScore } from './sql-score.ts'
import { migrate500 } from './migrate-500.ts'
import { runCold } from './run-cold.ts'

/** In the order in which they run. To add one, add a file and a line here. */
export const scenarios: ReadonlyMap<string, Scenario> = new Map([
  ['compile-1', compile1],
  ['kustomize-1', kustomize1],
  ['compile-100', compile100],
  ['kustomize-100', kustomize100],
  ['compile-1000', compile1000],
  ['growth', growth],
  ['memory', memory],
  ['audit-10000', audit10000],
  ['simulate-10000', simulate10000],
  ['sql-score', sqlScore],
  ['sql-500', sql500],
  ['run-cold', runCold],
  ['migrate-500', migrate500],
  ['kill', kill],
  ['chaos', chaos],
  ['fuzz', fuzz],
])
