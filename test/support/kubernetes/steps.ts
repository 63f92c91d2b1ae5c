/** The Steps of wavec's containers, and no credential in plaintext. */
import { readFileSync } from 'node:fs'
import * as z from 'zod'
import { stepVariable } from '../../../src/protocol/process.ts'
import { Step } from '../../../src/protocol/step.ts'
import { at, objectAt, objectsAt, textAt, textMapAt } from '../../../src/manifest/fields.ts'
import type { Manifest } from '../../../src/manifest/manifest.ts'
import { textsAt } from './containers.ts'
import { unescape } from './expansion.ts'
import { containersOf, podOf, stageOf, type Container } from './pods.ts'

/** Each Step parses with the runner's own schema, once the kubelet has undone the escaping of `$`. */
export function stepProblems(manifest: Manifest): readonly string[] {
  const pod = podOf(manifest)
  if (pod === undefined) return []
  const parsed = containersOf(pod).flatMap((container) =>
    stepTexts(container).map((text) => ({ container, result: parseStep(text) })),
  )
  const problems = parsed.flatMap(({ container, result }) =>
    'problem' in result ? [`${container.path}.env.${stepVariable}: ${result.problem}`] : [],
  )
  return stageOf(manifest) !== undefined && parsed.length === 0
    ? [`${pod.path}: no container has a ${stepVariable}`]
    : problems
}

/** The Steps of a container that parse. */
export function stepsOf(container: Container): readonly Step[] {
  return stepTexts(container).flatMap((text) => {
    const result = parseStep(text)
    return 'step' in result ? [result.step] : []
  })
}

function stepTexts({ value }: Container): readonly string[] {
  return objectsAt(value, 'env').flatMap((variable) =>
    variable['name'] === stepVariable ? [textAt(variable, 'value') ?? ''] : [],
  )
}

function parseStep(text: string): { readonly step: Step } | { readonly problem: string } {
  try {
    const { data, error } = Step.safeParse(JSON.parse(unescape(text)))
    return data === undefined ? { problem: z.prettifyError(error) } : { step: data }
  } catch (error) {
    if (error instanceof SyntaxError) return { problem: error.message }
    throw error
  }
}

const packageJson = z.object({ version: z.string() })
export const { version } = packageJson.parse(
  JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8')),
)

/** wavec's version in a Job's spec would rerun every migration Job on each update of wavec that changes nothing. */
export function versionProblems(manifest: Manifest): readonly string[] {
  if (stageOf(manifest) === undefined) return []
  const isPresent = new RegExp(`(?<![\\d.])${version.replaceAll('.', '\\.')}(?![\\d.])`).test(
    JSON.stringify(at(manifest, 'spec')),
  )
  return isPresent ? [`spec: holds wavec's version ${version}`] : []
}

const secretName = /(PASSWORD|PASSWD|PASSPHRASE|SECRET|TOKEN|API_?KEY|PRIVATE_?KEY)$/i
const secretFlag = /^-{1,2}[\w.-]*(password|passwd|secret|token|api-?key)(=|$)/i
const urlPassword = /(?<![a-z0-9+.-])[a-z][a-z0-9+.-]*:\/\/[^\s:@/]*:([^\s@/]+)@/i

/** Credentials are only references; an argument holds none at all, because `ps` and the audit log show it expanded. */
export function secretProblems(manifest: Manifest): readonly string[] {
  const pod = podOf(manifest)
  return [
    ...(manifest.kind === 'Secret'
      ? ['data', 'stringData']
          .filter((field) => Object.keys(objectAt(manifest, field) ?? {}).length > 0)
          .map((field) => `${field}: a Secret in clear text`)
      : []),
    ...(manifest.kind === 'ConfigMap'
      ? Object.entries(textMapAt(manifest, 'data'))
          .filter(isLiteral)
          .map(([key]) => `data.${key}: a password`)
      : []),
    ...(pod === undefined ? [] : containersOf(pod).flatMap(containerSecrets)),
  ]
}

function containerSecrets({ path, value }: Container): readonly string[] {
  const env = objectsAt(value, 'env').map((variable): [string, string] => [
    textAt(variable, 'name') ?? '',
    textAt(variable, 'value') ?? '',
  ])
  const texts = ['command', 'args'].flatMap((list) => textsAt(value, list))
  return [
    ...env.filter(isLiteral).map(([name]) => `${path}.env.${name}: a literal password`),
    ...texts
      .filter((text) => secretFlag.test(text) || urlPassword.test(text) || /\$\(\w*PASSWORD\w*\)/i.test(text))
      .map((text) => `${path}: the argument ${text} holds a password`),
  ]
}

function isLiteral([name, value]: readonly [string, string]): boolean {
  const inUrl = urlPassword.exec(value)?.[1]
  return (secretName.test(name) && value !== '' && !isReference(value)) || (inUrl !== undefined && !isReference(inUrl))
}

function isReference(text: string): boolean {
  return /^\$\(\w+\)$/.test(text)
}
