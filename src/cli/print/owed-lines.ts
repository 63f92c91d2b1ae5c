import type { OwedImage, OwedSecret } from '../../emit/index.ts'

/** More Secrets than these are counted, not listed. */
const listedSecrets = 10

interface Owed {
  readonly owed: readonly OwedSecret[]
  readonly images: readonly OwedImage[]
}

/** What a first sync needs and no manifest brings: Secrets, with commands that want only the values, and images. */
export function owedLines({ owed, images }: Owed): string[] {
  if (owed.length + images.length === 0) return []
  const listed = owed
    .slice(0, listedSecrets)
    .flatMap(({ name, namespace, keys, why }) => [
      `  Secret ${name} in ${namespace}${keys.length === 0 ? '' : ` (keys ${keys.join(' ')})`}: ${why}`,
      `    ${commandFor(name, namespace, keys)}`,
    ])
  const more = owed.length - listedSecrets
  const left = more > 0 ? [`  and ${more} more; --format json lists them all`] : []
  return ['you still owe:', ...imageLines(images), ...listed, ...left]
}

/** More images than these are counted. */
const listedImages = 10

function imageLines(images: readonly OwedImage[]): string[] {
  if (images.length === 0) return []
  const listed = images.slice(0, listedImages).map(({ image, why }) => `    ${image}: ${why}`)
  const more = images.length - listedImages
  const left = more > 0 ? [`    and ${more} more; --format json lists them all`] : []
  return ['  images, where the nodes of the cluster can pull them:', ...listed, ...left]
}

/** Without keys the kind of Secret is not known, so the command only looks. */
function commandFor(name: string, namespace: string, keys: readonly string[]): string {
  if (keys.length === 0) return `kubectl get secret ${name} --namespace ${namespace}`
  const values = keys.map((key) => `--from-literal=${key}=`)
  return ['kubectl create secret generic', name, '--namespace', namespace, ...values].join(' ')
}
