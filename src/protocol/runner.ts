/** How wavec's program reaches the containers that run it: in a ConfigMap, started by the Node of an official image. */

/** The program as it travels: one minified script, compressed with brotli. */
export interface RunnerProgram {
  /** Of the compressed bytes, in hex. */
  readonly sha256: string
  /** The compressed bytes. It has tens of thousands of characters, so it is made once and shared by all ConfigMaps. */
  readonly base64: string
}

/** The key in a ConfigMap's `binaryData`, and the name of the file in the container. */
export const runnerKey = 'wavec.cjs.br'
export const runnerFolder = '/wavec/runner'

/**
 * Node 24 without a shell, as user 65532: the base of wavec's own image, which a test compares. Its program is where
 * `entrypoint` says (github.com/GoogleContainerTools/distroless, nodejs/nodejs.bzl), which is not in its PATH.
 */
export const nodeImage =
  'gcr.io/distroless/nodejs24-debian13:nonroot@sha256:9eeb7f5887d0e239e78264b06f7f11d2e14be534050481803a9e4728fcdd278e'
const distrolessNode = '/nodejs/bin/node'

/** Where an image has Node: mirrors keep the last part of the name, and every other image has Node in its PATH. */
export function nodeIn(image: string): string {
  return /(^|\/)nodejs\d+-debian\d+([:@]|$)/.test(image) ? distrolessNode : 'node'
}

/**
 * Starts the program that the first argument names, decompressed in memory: nothing is written. `fs`, `vm` and `zlib` are
 * predefined under `-e` (nodejs.org/api/cli.html, `-e, --eval "script"`).
 */
export const bootstrap =
  "vm.compileFunction(zlib.brotliDecompressSync(fs.readFileSync(process.argv[1])).toString(), ['require'], { filename: process.argv[1] })(require)"
