import { version } from '../protocol/version.ts'

export const workflowPath = '.github/workflows/manifests.yml'

/** Checks pull requests, and commits the manifests that the default branch compiles to. */
export function workflow(): string {
  return `name: manifests

on:
  push:
    branches: [main]
  pull_request:

permissions: {}

# A newer commit of a pull request makes the older check pointless. Two commits of manifests wait for each other.
concurrency:
  group: \${{ github.workflow }}-\${{ github.ref }}
  cancel-in-progress: \${{ github.event_name == 'pull_request' }}

jobs:
  check:
    if: github.event_name == 'pull_request'
    runs-on: ubuntu-24.04
    timeout-minutes: 10
    permissions:
      contents: read
    steps:
      - uses: actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1
        with:
          persist-credentials: false
          # wavec compares migrations with the base branch.
          fetch-depth: 0
      - uses: wavec/wavec/.github/actions/compile@v${version}
        with:
          mode: check

  commit:
    if: github.event_name == 'push'
    runs-on: ubuntu-24.04
    timeout-minutes: 10
    permissions:
      contents: write
    steps:
      - uses: actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1
        with:
          persist-credentials: false
          fetch-depth: 0
      - uses: wavec/wavec/.github/actions/compile@v${version}
        with:
          mode: commit
`
}
