/** Where a browser finds a file of the repository that holds the spec. */
import * as z from 'zod/mini'
import { coded, wants } from './coded.ts'
import { NonEmpty } from './scalars.ts'

interface Clone {
  readonly url: string
  readonly revision?: string | undefined
}

/** How a host shows a file; `base` is what comes before the path in the repository. */
const bases: Readonly<Record<string, (repository: string, revision: string) => string>> = {
  'github.com': (repository, revision) => `https://github.com/${inUrl(repository)}/blob/${inUrl(revision)}`,
  'gitlab.com': (repository, revision) => `https://gitlab.com/${inUrl(repository)}/-/blob/${inUrl(revision)}`,
}

export const Repository = z.union([
  z.strictObject({
    url: z.string().check(
      z.refine((url) => baseOf({ url }) !== undefined, {
        // Not the value: such an address may hold a token.
        error: () =>
          coded(
            'spec/bad-value',
            `this is not the address of a repository at ${Object.keys(bases).join(' or ')}`,
            'write it like https://github.com/acme/shop, or files: https://git.acme.example/shop/-/blob/main for another host',
          ),
      }),
    ),
    revision: z.optional(NonEmpty),
  }),
  z.strictObject({
    files: z.string().check(
      // Argo CD splits a link at `|`, and what follows ? or # would swallow the path.
      z.regex(/^https?:\/\/[^\s|?#]+$/, wants('the address of a folder', 'https://git.acme.example/shop/-/blob/main')),
    ),
  }),
])
export type Repository = z.output<typeof Repository>

/** The page of a file, or undefined for a host whose pages are not known: no link is better than a wrong one. */
export function pageOf(repository: Repository, path: string): string | undefined {
  const base = 'files' in repository ? repository.files.replace(/\/+$/, '') : baseOf(repository)
  return base === undefined ? undefined : `${base}/${inUrl(path)}`
}

function baseOf({ url, revision = 'HEAD' }: Clone): string | undefined {
  const [, host = '', path = ''] = /^(?:https:\/\/|git@|ssh:\/\/git@)([^/:]+)[/:](.+?)(?:\.git)?$/.exec(url) ?? []
  return Object.hasOwn(bases, host) ? bases[host]?.(path, revision) : undefined
}

/** As part of a path: nothing in it ends the path, or the link. */
function inUrl(text: string): string {
  return text.toWellFormed().split('/').map(encodeURIComponent).join('/')
}
