/**
 * Expands `$(NAME)` and `$$` in env values, command and args like the kubelet. An unknown name stays unchanged
 * (k8s.io/kubernetes/third_party/forked/golang/expansion).
 */
export function expand(text: string, variables: ReadonlyMap<string, string>): string {
  return text.replaceAll(/\$(?:\$|\(([^)]*)\))/g, (whole, name?: string) => {
    if (name === undefined) return '$'
    return variables.get(name) ?? whole
  })
}
