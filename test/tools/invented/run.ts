// Replaces wavec's image in a rehearsal with the invented tool: `wavec run` with one more tool.
import { writeFileSync } from 'node:fs'
import { adaptersFor } from '../../../src/cli/run-adapters.ts'
import { runLog } from '../../../src/cli/run-log.ts'
import { Step } from '../../../src/protocol/step.ts'
import { runStep } from '../../../src/run/index.ts'
import { renderVerdict } from '../../../src/run/verdict.ts'
import { tools, toolsOf } from '../../../src/tools/index.ts'
import { invented } from './tool.ts'

const step = Step.parse(JSON.parse(process.env['WAVEC_STEP'] ?? ''))
const log = runLog({ write: (line) => process.stdout.write(`${line}\n`), form: 'json', now: () => new Date() })
const stop = new AbortController().signal
const deadline = Date.now() + step.stopAfter
const adapters = adaptersFor(step, { variables: process.env, log, stop, mode: 'run', deadline })
const result = await runStep(step, { ...adapters, tools: toolsOf([...Object.values(tools), invented]) })
writeFileSync(process.env['WAVEC_TERMINATION_LOG'] ?? '/dev/null', renderVerdict(result.verdict))
process.exit(result.exit)
