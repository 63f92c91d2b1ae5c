import type { Outcome } from '../diagnostic/diagnostic.ts'
import { whyNot } from './refusal.ts'
import type { Renderer, RenderJob } from './renderer.ts'

/** The text with the input that it was rendered from, or in a few words why there is none. */
export type Attempt<Input> =
  | { readonly ok: true; readonly text: string; readonly input: Input }
  | { readonly ok: false; readonly why: string }

/** For readers that carry on without the text. */
export function attempt<Input>(
  { value: input, diagnostics }: Outcome<Input>,
  jobOf: (input: Input) => RenderJob,
  renderer: Renderer | undefined,
): Attempt<Input> {
  const refused = diagnostics.find(({ severity }) => severity === 'error')
  if (input === undefined || refused !== undefined) return { ok: false, why: refused?.message ?? 'it can’t be read' }
  const job = jobOf(input)
  const rendering = renderer?.render(job)
  return rendering?.ok === true
    ? { ok: true, text: rendering.text, input }
    : { ok: false, why: whyNot(job.tool, rendering) }
}
