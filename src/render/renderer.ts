/** What is rendered, and the only files that the program can see, by repository path. */
export type RenderJob = Files &
  (
    | { readonly tool: 'kustomize' }
    | {
        readonly tool: 'helm'
        readonly values: readonly string[]
        readonly release: string
        readonly namespace: string
      }
  )

interface Files {
  /** The kustomization's or the chart's, among `files`. */
  readonly folder: string
  readonly files: ReadonlyMap<string, Uint8Array>
  /** The folder's path in the repository. */
  readonly subject: string
}

export type Rendering =
  /** `by` names the program and its version, e.g. `kustomize v5.5.0`. */
  | { readonly ok: true; readonly text: string; readonly by: string }
  /** There is no such program here, or only one that does not report its version: `found`. */
  | { readonly ok: false; readonly problem: 'absent'; readonly found: string | undefined }
  | { readonly ok: false; readonly problem: 'refused'; readonly message: string; readonly by: string }

/** Renders kustomizations and charts, files in and text out. Adapter: `connect/render.ts`. */
export interface Renderer {
  render(job: RenderJob): Rendering
}
