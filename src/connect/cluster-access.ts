export interface ClusterAccess {
  /** For example https://10.96.0.1:443 */
  readonly server: string
  /** Where `token` and `ca.crt` are mounted. Both are read for each request, because the kubelet renews them. */
  readonly folder: string
  readonly stop?: AbortSignal
  /** Milliseconds for one request; default 10 s. */
  readonly timeout?: number
  /** Milliseconds before the first retry, doubled for the second; default 500. */
  readonly pause?: number
  /** Objects per page; default 100. */
  readonly page?: number
}
