import type { Line } from '../diagnostic/line.ts'
import type { RunnerProgram } from '../protocol/runner.ts'
import type { Renderer } from '../render/index.ts'

/** What the world gave: everything that a verb may ask of the process. */
export interface Surroundings {
  readonly cwd: string
  /** Whether stdout is a terminal that may be coloured. */
  readonly colour: 'on' | 'off'
  /** The kustomize and the helm of this machine, found when the first folder has to be rendered. */
  readonly renderer: Renderer
  /** The program of the Jobs, read when a verb asks for it. */
  readonly runner: () => RunnerProgram
  /** What is on stdin, read when it is asked for. */
  readonly stdin: () => string
  /** In CI there is a gate to hold, and what is checked came from somewhere. */
  readonly where: 'ci' | 'here'
}

export interface Invocation extends Surroundings {
  readonly options: Readonly<Record<string, string>>
  readonly operands: readonly string[]
  /** Options without a value that were given. */
  readonly flags: ReadonlySet<string>
}

/**
 * 0 clean, 1 findings with errors, 2 the work could not be done, 3 manifests differ; 2 over 1 over 3. A step that was
 * run: 4 failed for good, 75 failed and may be tried again.
 */
export type ExitCode = 0 | 1 | 2 | 3 | 4 | 75

/** What `main` prints on stdout, and how the process ends. */
export interface Answer {
  readonly output: readonly Line[]
  readonly exit: ExitCode
}

/** An option that takes any value. */
interface ValueOption {
  /** How help calls the value, e.g. `DIR`. */
  readonly value: string
  readonly about: string
}

/** An option that takes one of a few words. Help lists them, and the parser refuses all others. */
export interface Choice<Word extends string = string> {
  readonly choices: readonly Word[]
  readonly about: string
}

export type Option = ValueOption | Choice

/** What follows the option's name in help. */
export function valueText(option: Option): string {
  return 'choices' in option ? option.choices.join('|') : option.value
}

/** One verb. `run` throws a `Failure` when the world refuses; what the user wrote wrongly is in its answer. */
export interface Command {
  readonly summary: string
  /** What follows the verb, e.g. `[CODE]`; with `…` at the end, any number of them. */
  readonly operand?: string
  readonly details: string
  readonly options: Readonly<Record<string, Option>>
  /** Options without a value: name and what it does. */
  readonly flags?: Readonly<Record<string, string>>
  run(invocation: Invocation): Answer | Promise<Answer>
}
