/**
 * What a browser or git would do with a text that a manifest names as a link or as a repository. Only known schemes are
 * followed: a new one that runs something must not pass because it is unknown.
 */

/** What opens a page or a letter, and nothing of the viewer's own machine or session. */
const linkSchemes: readonly string[] = ['http:', 'https:', 'mailto:']
/** Argo CD shows no link with these (v3.6.0-dev at 37ee009, ui/src/app/shared/utils.ts `isValidURL`). */
const scripts: readonly string[] = ['javascript:', 'data:', 'vbscript:']

/** Why no browser should follow it; undefined if one may. A link without a scheme leads to a page of Argo CD. */
export function linkProblem(link: string): string | undefined {
  const protocol = protocolOf(link)
  if (protocol === undefined) return 'it is not a URL, and Argo CD shows no link'
  if (scripts.includes(protocol))
    return `${protocol} runs in the session of the person who follows it, so that Argo CD shows no link (older versions do)`
  if (linkSchemes.includes(protocol)) return undefined
  return `Argo CD shows the link, and ${protocol} leads to a program of the person who follows it, not to a page`
}

/** As the UI of Argo CD reads it: a browser ignores blanks around a URL and line breaks in it. */
function protocolOf(link: string): string | undefined {
  return URL.canParse(link, page) ? new URL(link, page).protocol : undefined
}

const page = 'https://argocd.invalid/'

/** Argo CD splits the value at `|` in two ways: application-urls.tsx, application-summary.tsx. */
export function linksIn(annotation: string): readonly string[] {
  const parts = annotation.split('|')
  const [first = '', second] = parts
  if (second === undefined) return [first]
  return parts.length === 2 ? [second] : [annotation, second]
}

const repositoryUrl = /^(?:https?|ssh|git|oci):\/\//i
/** git-fetch(1), "GIT URLS": `user@host:path`. */
const scpLike = /^[\w.+-]+@[\w.-]+:(?!:)/
/** A registry of OCI without a scheme; the port is not one. */
const registry = /^[\w.-]+(?::\d+)?(?:\/|$)/

/** Why neither git nor Helm should fetch from there; undefined if they may. */
export function sourceProblem(repository: string): string | undefined {
  const text = repository.trim()
  // A template of an ApplicationSet: what it becomes is not in the file.
  if (text === '' || text.startsWith('{{')) return undefined
  if (text.startsWith('-')) return 'git would read it as an option'
  if (repositoryUrl.test(text) || scpLike.test(text)) return undefined
  const [scheme] = /^[a-z][\w+.-]*::?/i.exec(text) ?? []
  if (scheme?.endsWith('::') === true) return `git would start a program for ${scheme}`
  if (/^(?:[./\\~]|file:)/i.test(text)) return "it is a path on the disk of Argo CD's repo server"
  if (registry.test(text)) return undefined
  return scheme === undefined ? 'it is not the address of a repository' : `nothing is fetched by ${scheme}`
}
