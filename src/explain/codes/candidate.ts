import type { Pages } from './pages.ts'

export const candidate = {
  'candidate/container-name': {
    condition: 'A container of the workload is named wavec or stamp.',
    effect:
      'wavec adds a container of that name to the same pod, and the rules of the Job match exit codes by container name.',
    workaround: 'Give the container another name.',
  },
  'candidate/exec-probe': {
    condition: 'A container is probed by a command, and the pod of the candidate may not read its own status.',
    effect:
      'wavec cannot run a command in another container: only the status of the pod shows the result of the probe.',
    workaround:
      'Give the workload a ServiceAccount without identity and bindings (wavec copies it with pods: get), or probe over HTTP, TCP or gRPC.',
  },
  'candidate/unseen-restarts': {
    condition:
      'A container has no probe over HTTP, TCP or gRPC, and the pod of the candidate may not read its own status, because it keeps the ServiceAccount of the workload.',
    effect:
      'Where the ServiceAccount carries no identity and no rights, wavec gives the candidate one that may read its own pod and sees each restart there. Elsewhere it tries the port of each probe four times a second. A container without a port can crash and be restarted, and the candidate passes.',
    workaround: 'Add a readiness probe over HTTP, TCP or gRPC to the container.',
  },
  'candidate/host-network': {
    condition: 'The pod of the workload uses the network of its node.',
    effect: 'A candidate on the same node would find its ports taken, or answer instead of the real pod.',
    workaround: 'Use profile: phases, which needs no candidate.',
  },
  'candidate/not-chosen': {
    condition: 'The spec does not say how to keep a candidate from doing production work.',
    effect: 'The candidate is the whole application: it would consume queues, run schedules and join leader election.',
    workaround:
      'Switch that off with deploy.candidate.env or args, or set passive: true if the application only serves. WAVEC_CANDIDATE=true is always set.',
    bad: 'deploy: {}',
    good: 'deploy: { candidate: { env: { CONSUMERS: "off" } } }',
  },
  'candidate/not-copyable': {
    condition:
      'The candidate needs an object that only the Sync phase creates and that cannot be copied under another name: the Secret of a SealedSecret or Certificate, a Secret of the input, or a ServiceAccount with an identity or permissions.',
    effect: 'The candidate runs before the Sync phase, so on the first sync the object does not exist.',
    workaround: 'Declare it in external if it already exists, or use profile: waves.',
    good: 'external: [Secret/orders-tls]',
  },
  'candidate/read-write-once': {
    condition: 'The workload mounts a volume that only one node or one pod can mount.',
    effect: 'The candidate would wait for the volume until its deadline, or write to the data of the serving pod.',
    workaround: 'Use profile: phases, which needs no candidate, or a volume that can be shared.',
  },
  'candidate/refused': {
    condition: 'deploy.candidate is false under profile presync.',
    effect:
      'PreSync runs before anything is deployed: without a candidate, deploy and smoke-test would test the old version.',
    workaround: 'Use profile: phases, which smoke-tests after the sync.',
  },
} satisfies Pages<'candidate'>
