/**
 * What kustomize would clone or download (api/internal/git/repospec.go, api/internal/loader/fileloader.go); also without a
 * scheme, as `github.com/owner/name//folder?ref=main`. A folder may be called `orders.old`.
 */
export function isRemote(entry: string): boolean {
  return remoteName.test(entry)
}

const remoteName =
  /^[a-z][\w+.-]*:|\/\/|^git@|^(?:[\w-]+\.)+(?:com|org|io|net|dev)[/:]|[?&](?:ref|version)=|\.git(?:\/|$)/i
