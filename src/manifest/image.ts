/** Of `[registry/]repository[:tag][@digest]`. */
export interface ImageParts {
  readonly repository: string
  readonly tag: string | undefined
  readonly digest: string | undefined
}

export function parseImage(image: string): ImageParts {
  const [named = '', digest] = image.split('@')
  const colon = named.lastIndexOf(':')
  const hasTag = colon > named.lastIndexOf('/')
  return {
    repository: hasTag ? named.slice(0, colon) : named,
    tag: hasTag ? named.slice(colon + 1) : undefined,
    digest,
  }
}

const moving = /^(latest|main|master|stable|edge|nightly|dev|develop|production|prod|staging|release|current|head)$/i

/** A tag that teams push again and again, so what runs depends on when it was pulled. */
export function isMovingTag(tag: string): boolean {
  return moving.test(tag)
}
