import type { Pages } from './pages.ts'

export const candidate = {
  'candidate/container-name': {
    condition: 'A container of the workload is called wavec or stamp.',
    effect: 'wavec’s own container of that name stands in the same pod, and the Job’s rules match exit codes by name.',
    workaround: 'Give the container another name.',
  },
  'candidate/exec-probe': {
    condition: 'A container is probed by a command, and the candidate’s pod may not read its own status.',
    effect: 'wavec can not run a command in another container; only the pod’s status tells how the probe went.',
    workaround:
      'Put a plain ServiceAccount into the workload’s manifests (wavec copies it with pods: get), or probe over HTTP, TCP or gRPC.',
  },
  'candidate/host-network': {
    condition: 'The workload’s pod uses the network of its node.',
    effect: 'A candidate on the same node would find its ports taken, or answer for the real one.',
    workaround: 'Use profile: phases, which needs no candidate.',
  },
  'candidate/not-chosen': {
    condition: 'The spec does not say how a candidate is kept from doing production work.',
    effect:
      'The candidate is the whole application: it would consume queues, run schedules and stand for leader election.',
    workaround:
      'Switch that off with deploy.candidate.env or args, or say passive: true if the application only serves. WAVEC_CANDIDATE=true is always set.',
    bad: 'deploy: {}',
    good: 'deploy: { candidate: { env: { CONSUMERS: "off" } } }',
  },
  'candidate/not-copyable': {
    condition:
      'The candidate needs an object that only the Sync phase creates and that can not be copied under another name: a SealedSecret’s or Certificate’s Secret, a Secret of the input, or a ServiceAccount with an identity or rights.',
    effect: 'The candidate runs before the Sync phase; on the first sync the object is not there.',
    workaround: 'Declare it in external if it exists already, or use profile: waves.',
    good: 'external: [Secret/orders-tls]',
  },
  'candidate/read-write-once': {
    condition: 'The workload mounts a volume that one node, or one pod, can mount.',
    effect:
      'The candidate would wait for the volume until its deadline, or write into the data of the pod that serves.',
    workaround: 'Use profile: phases, which needs no candidate, or a volume that can be shared.',
  },
  'candidate/refused': {
    condition: 'deploy.candidate: false under profile presync.',
    effect:
      'PreSync runs before anything is deployed: without a candidate, deploy and smoke-test would test the old version.',
    workaround: 'Use profile: phases, which smoke-tests after the sync.',
  },
} satisfies Pages<'candidate'>
