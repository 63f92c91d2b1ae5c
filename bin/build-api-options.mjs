import { join } from 'node:path'

/** How esbuild makes bin/api/, for the build of it and for the notices of what is in it. */
export function apiOptions(root) {
  return {
    absWorkingDir: root,
    // By name in package.json's `exports`.
    entryPoints: { index: 'src/project/index.ts', node: 'src/connect/index.ts' },
    outdir: 'bin/api',
    outExtension: { '.js': '.mjs' },
    bundle: true,
    // What both entries use, `Failure` above all, must be one and the same for `instanceof`.
    splitting: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    minifySyntax: true,
    // WebAssembly that lies beside its own code; found in node_modules when SQL is judged.
    external: ['libpg-query'],
    // THIRD-PARTY-NOTICES has all of them.
    legalComments: 'none',
    // yaml's own "node" entry is CommonJS, which can't be tree-shaken.
    alias: { yaml: join(root, 'node_modules/yaml/browser/index.js') },
    logLevel: 'warning',
  }
}
