/**
 * What NetworkPolicies let through, as Kubernetes defines it (NetworkPolicySpec in the API reference, and
 * https://kubernetes.io/docs/concepts/services-networking/network-policies/): a pod that no policy selects for a direction is
 * open in it, policies only add up, an absent `from`, `to` or `ports` matches everything.
 */
import assert from 'node:assert/strict'
import { at, isList, objectAt, objectsAt, textAt } from '../../../src/manifest/fields.ts'
import type { JsonObject, Manifest } from '../../../src/manifest/manifest.ts'
import { podSelectorOf, selects, type Labels } from '../../../src/refs/selector.ts'

/** The other end: a pod of the same namespace, a pod of another one, or an address outside. */
export type Peer =
  | { readonly pod: Labels }
  | { readonly pod: Labels; readonly namespace: Labels }
  | { readonly address: string }

export interface Port {
  readonly protocol: 'TCP' | 'UDP'
  readonly number: number
  /** The name of the container's port at the receiving end. */
  readonly name?: string
}

export type Direction = 'Ingress' | 'Egress'

export function allows(
  policies: readonly Manifest[],
  direction: Direction,
  pod: Labels,
  { peer, port }: { readonly peer: Peer; readonly port: Port },
): boolean {
  const selecting = policies.filter((policy) => isolates(policy, direction, pod))
  if (selecting.length === 0) return true
  const [list, side] = direction === 'Ingress' ? (['ingress', 'from'] as const) : (['egress', 'to'] as const)
  return selecting
    .flatMap((policy) => objectsAt(policy, 'spec', list))
    .some((rule) => matchesPeer(objectsAt(rule, side), peer) && matchesPort(objectsAt(rule, 'ports'), port))
}

/** Whether the policy selects the pod and is about this direction. */
export function isolates(policy: Manifest, direction: Direction, pod: Labels): boolean {
  const selector = podSelectorOf(policy)
  return selector !== undefined && selects(selector, pod) && typesOf(policy).includes(direction)
}

function typesOf(policy: Manifest): readonly string[] {
  const types = at(policy, 'spec', 'policyTypes')
  if (isList(types)) return types.map(String)
  return at(policy, 'spec', 'egress') === undefined ? ['Ingress'] : ['Ingress', 'Egress']
}

function matchesPeer(peers: readonly JsonObject[], peer: Peer): boolean {
  return peers.length === 0 || peers.some((each) => isPeer(each, peer))
}

function isPeer(each: JsonObject, peer: Peer): boolean {
  const [block, pods, namespaces] = [
    objectAt(each, 'ipBlock'),
    objectAt(each, 'podSelector'),
    objectAt(each, 'namespaceSelector'),
  ]
  if (block !== undefined) return 'address' in peer && inBlock(peer.address, textAt(block, 'cidr') ?? '')
  if ('address' in peer) return false
  const isThere =
    namespaces === undefined ? !('namespace' in peer) : labelled(namespaces, 'namespace' in peer ? peer.namespace : {})
  return isThere && (pods === undefined || labelled(pods, peer.pod))
}

function labelled(selector: JsonObject, labels: Labels): boolean {
  return selects({ path: [], selector, form: 'label-selector' }, labels)
}

function inBlock(address: string, cidr: string): boolean {
  const [base = '', bits = '32'] = cidr.split('/')
  const shift = 32 - Number(bits)
  return Math.floor(valueOf(address) / 2 ** shift) === Math.floor(valueOf(base) / 2 ** shift)
}

function valueOf(address: string): number {
  const parts = address.split('.').map(Number)
  assert.equal(parts.length, 4, `${address} is not IPv4`)
  let value = 0
  for (const part of parts) value = value * 256 + part
  return value
}

function matchesPort(ports: readonly JsonObject[], port: Port): boolean {
  if (ports.length === 0) return true
  return ports.some((each) => {
    if ((textAt(each, 'protocol') ?? 'TCP') !== port.protocol) return false
    const [first, last] = [at(each, 'port'), at(each, 'endPort')]
    if (typeof first === 'string') return first === port.name
    if (typeof first !== 'number') return true
    return first <= port.number && port.number <= (typeof last === 'number' ? last : first)
  })
}
