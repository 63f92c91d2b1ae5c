import { linesIn } from '../../diagnostic/line.ts'
import type { ProposeAnswer } from '../../project/propose.ts'
import { wavec } from '../../project/usage.ts'
import { counted } from '../../report/index.ts'
import { owedLines } from './owed-lines.ts'

/** What was found, what is proposed and why, and what was written. */
export function proposalLines(answer: ProposeAnswer, mode: 'dry-run' | 'write'): string[] {
  const found = foundLines(answer.found)
  return answer.missing.length === 0 ? [...found, ...proposed(answer, mode)] : [...found, ...nothing(answer)]
}

/** If there are more, each gets its own line. */
const onOneLine = 5

function foundLines(found: readonly string[]): string[] {
  return found.length <= onOneLine
    ? [`looked at: ${found.join(', ')}`]
    : ['looked at:', ...found.map((each) => `  ${each}`)]
}

function proposed(
  { limits, proposals, texts, kept, errors, owed, images }: ProposeAnswer,
  mode: 'dry-run' | 'write',
): string[] {
  const files = [...texts]
  const shown = mode === 'write' ? [] : files.filter(([path]) => !path.endsWith('.json'))
  const list = files.map(
    ([path, text]) =>
      `${path}${path.endsWith('pipeline.yaml') ? ` (${counted(text.split('\n').length - 1, 'line')})` : ''}`,
  )
  const verb = mode === 'write' ? 'wrote' : 'would write'
  const next = mode === 'dry-run' ? `${wavec} init` : `${wavec} ${errors.length === 0 ? 'compile' : 'check'}`
  const refusals = errors.map(
    ({ code, message, span }) => `  ${span?.file ?? ''} ${code}: ${message.split('\n')[0] ?? ''}`,
  )
  return [
    ...limits,
    ...proposals.flatMap(linesOf),
    ...shown.flatMap(([path, text]) => [`--- ${path}`, ...linesIn(text.trimEnd())]),
    list.length === 0 ? 'wrote nothing' : `${verb} ${list.join(', ')}`,
    ...kept.map((path) => `kept ${path}: it is there already`),
    ...(refusals.length === 0 ? [] : ['compile would still refuse:', ...new Set(refusals)]),
    ...owedLines({ owed, images }),
    `next: ${next}`,
  ]
}

function linesOf({ name, choices, reasons, check }: ProposeAnswer['proposals'][number]): string[] {
  return [
    `proposes ${name}:  ${choices}`,
    ...reasons.map((reason) => `  ${reason}`),
    ...(check.length === 0 ? [] : ['  look at these before you compile:', ...check.map((each) => `    ${each}`)]),
  ]
}

const lacks: Readonly<Record<ProposeAnswer['missing'][number], string>> = {
  migrations: 'no migrations (Flyway, golang-migrate, Liquibase, Atlas, Alembic, Django, Prisma, Rails, numbered SQL)',
  workload: 'no Deployment, StatefulSet, Rollout or chart',
}

function nothing({ missing }: ProposeAnswer): string[] {
  return [
    `proposes nothing: found ${missing.map((each) => lacks[each]).join(', and ')}`,
    `next: ${wavec} init --root DIR   # the folder that holds both`,
  ]
}
