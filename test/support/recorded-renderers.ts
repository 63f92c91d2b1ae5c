// Recorded output of programs that may not be installed. test/connect/render.test.ts runs the real ones.
import type { Renderer } from '../../src/render/index.ts'

export const noProgram: Renderer = { render: () => ({ ok: false, problem: 'absent', found: undefined }) }

/** Debian 12's kubectl 1.20 renders too, but does not report its kustomize version. */
export const oldKubectl: Renderer = { render: () => ({ ok: false, problem: 'absent', found: 'kubectl' }) }

export function refusing(by: string, message: string): Renderer {
  return { render: () => ({ ok: false, problem: 'refused', message, by }) }
}

/** Returns a different text for each call. */
export function inTurn(by: string, ...texts: readonly string[]): Renderer {
  let calls = 0
  return { render: () => ({ ok: true, text: texts[calls++ % texts.length] ?? '', by }) }
}
