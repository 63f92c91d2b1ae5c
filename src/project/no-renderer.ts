import type { Renderer } from '../render/index.ts'

/** For callers without kustomize and helm: what has to be rendered is reported as not looked at. */
export const noRenderer: Renderer = { render: () => ({ ok: false, problem: 'absent', found: undefined }) }
