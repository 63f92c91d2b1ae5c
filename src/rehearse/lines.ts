import type { SyncPlace } from '../argocd/phases.ts'
import { renderPacket } from '../run/packet.ts'
import type { Rehearsed } from './rehearse.ts'
import type { TracedStatement } from './trace.ts'
import type { ContainerResult, JobResult, Progress } from './world.ts'

type Look = 'green' | 'red' | 'yellow' | 'dim' | 'bold'
export type Paint = (look: Look, text: string) => string

/** The lines of one event. Each is complete by itself, so that a CI log reads the same. */
export function newProgressLines(paint: Paint): (progress: Progress) => readonly string[] {
  let file = ''
  return (progress) => {
    switch (progress.kind) {
      case 'applied':
        return [taskLine(paint, progress, 'applied', namesText(progress.names))]
      case 'started':
        file = ''
        return []
      case 'statement': {
        const heading = progress.statement.file === file ? [] : [`${indent}${paint('bold', progress.statement.file)}`]
        file = progress.statement.file
        return [...heading, ...statementLines(paint, progress.statement)]
      }
      case 'ended':
        return jobLines(paint, progress, progress.name, progress.result)
      case 'not-started':
        return progress.names.map((name) => taskLine(paint, progress, 'not started', name))
    }
  }
}

/** The status line on a terminal while a Job runs. */
export function runningLine(paint: Paint, place: SyncPlace, name: string, ms: number): string {
  return `${placeText(paint, place)}  ${paint('dim', 'running'.padEnd(stateWidth))}  ${name}  ${time(ms)}`
}

const stateWidth = 'not started'.length
/** Aligns with the names of tasks. */
const indent = ' '.repeat(2 + 8 + 2 + 3 + 2 + stateWidth + 2)

function placeText(paint: Paint, { phase, wave }: SyncPlace): string {
  return `  ${paint('dim', `${phase.toLowerCase().padEnd(8)}  ${String(wave).padStart(3)}`)}`
}

const looks = { ok: 'green', applied: 'green', FAILED: 'red', 'not run': 'yellow', 'not started': 'dim' } as const

function taskLine(paint: Paint, place: SyncPlace, state: keyof typeof looks, text: string): string {
  return `${placeText(paint, place)}  ${paint(looks[state], state.padEnd(stateWidth))}  ${text}`
}

const words = { done: 'ok', failed: 'FAILED', 'not-run': 'not run' } as const

function jobLines(
  paint: Paint,
  place: SyncPlace,
  name: string,
  { state, ms, attempts, containers }: JobResult,
): readonly string[] {
  const last = containers.at(-1)
  const tries = attempts === 1 ? '' : `  ${attempts} attempts`
  const proved = state === 'done' && last !== undefined ? `  ${last.said}` : ''
  return [
    taskLine(paint, place, words[state], `${name}  ${time(ms)}${tries}${proved}`),
    ...containers.flatMap((container) => containerLines(paint, container, state)),
  ]
}

/** What the Job's own line does not show. */
function containerLines(
  paint: Paint,
  { name, state, said, warnings, packet }: ContainerResult,
  job: JobResult['state'],
): readonly string[] {
  const warned = warnings.map((warning) => `${indent}${paint('yellow', 'warning')}  ${warning}`)
  switch (state) {
    case 'failed':
      return [
        ...warned,
        ...(packet === undefined ? [`failed  ${name}: ${said}`] : renderPacket(packet)).map(
          (line) => `${indent}${paint('red', line)}`,
        ),
      ]
    case 'not-run':
      return [...warned, `${indent}${paint('yellow', `not run: ${name}: ${said}`)}`]
    case 'not-started':
      return job === 'failed' ? warned : [...warned, `${indent}${paint('dim', `not started: ${name}`)}`]
    default:
      return warned
  }
}

const sqlWidth = 52

function statementLines(paint: Paint, statement: TracedStatement): readonly string[] {
  const sql = shortened(statement.sql)
  return [
    `${indent}  ${sql.padEnd(sqlWidth)}  ${time(statement.ms).padStart(6)}  ${effectsText(paint, statement)}`.trimEnd(),
  ]
}

function effectsText(paint: Paint, { locks, rewritten, scanned, created, observed, failed }: TracedStatement): string {
  if (failed === true) return paint('red', 'failed')
  const held = locks.filter(({ mode }) => mode !== 'ACCESS SHARE')
  const texts = [
    ...held.map(({ table, mode }) => `${mode} on ${table}`),
    ...(created.length === 0 ? [] : [`creates ${created.join(', ')}`]),
    ...rewritten.map((table) => paint('yellow', `rewrites ${table}`)),
    ...scanned.map((table) => paint('yellow', `reads all of ${table}`)),
  ]
  if (held.length > 0 && rewritten.length === 0 && scanned.length === 0)
    texts.push(observed === 'alone' ? 'no rewrite' : 'no rewrite, no scan')
  if (observed === 'alone' && locks.length === 0) texts.push(paint('dim', 'no lock seen from outside'))
  return texts.length === 0 ? paint('dim', 'locks no existing table') : texts.join(', ')
}

function shortened(sql: string): string {
  const line = sql
    .replaceAll(/--[^\n]*/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim()
  return line.length <= sqlWidth ? line : `${line.slice(0, sqlWidth - 1)}…`
}

/** More names than this are summarised by kind. */
const listedNames = 4

function namesText(names: readonly string[]): string {
  if (names.length <= listedNames) return names.join(', ')
  const counts = new Map<string, number>()
  for (const name of names) counts.set(kindOf(name), (counts.get(kindOf(name)) ?? 0) + 1)
  return `${names.length} objects: ${[...counts].map(([kind, count]) => (count === 1 ? kind : `${count} ${kind}`)).join(', ')}`
}

function kindOf(name: string): string {
  return name.split('/')[0] ?? name
}

export function substitutionLines(paint: Paint, { substituted }: Rehearsed): readonly string[] {
  if (substituted.length === 0) return []
  return ['in place of a cluster:', ...substituted.map(([of, by]) => `  ${of}  ${paint('dim', '→')}  ${by}`)]
}

function time(ms: number): string {
  return ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`
}
