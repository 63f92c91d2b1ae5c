/**
 * What the kubelet makes of `$(NAME)` and `$$` in env values, command and args; an unknown name stays as it is
 * (k8s.io/kubernetes/third_party/forked/golang/expansion).
 */
export function expand(text: string, variables: ReadonlyMap<string, string>): string {
  return text.replaceAll(/\$(?:\$|\(([^)]*)\))/g, (whole, name?: string) => {
    if (name === undefined) return '$'
    return variables.get(name) ?? whole
  })
}
