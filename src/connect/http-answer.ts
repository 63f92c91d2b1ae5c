export type HttpAnswer =
  | {
      readonly ok: true
      readonly status: number
      readonly body: string
      readonly ms: number
      /** The target of a redirect, which is not followed. */
      readonly location?: string
      /** The body was longer than the limit. */
      readonly cut?: true
    }
  /** `code` is Node's, e.g. ECONNREFUSED, or `timeout`, or `stopped` by the caller's signal. */
  | { readonly ok: false; readonly code: string; readonly message: string; readonly ms: number }
