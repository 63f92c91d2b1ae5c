/**
 * A literal as it must stand in a container's env, command or args: Kubernetes expands `$(NAME)` and turns `$$` into
 * `$` there (k8s.io/kubernetes/third_party/forked/golang/expansion), which would eat SQL's dollar quotes.
 */
export function escapeExpansion(text: string): string {
  return text.replaceAll('$', '$$$$')
}
