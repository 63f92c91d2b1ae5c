/**
 * The Job controller's wait before it replaces a failed pod: 10 s, doubled each time, at most 10 minutes
 * (DefaultJobPodFailureBackOff, MaxJobPodFailureBackOff in kubernetes/pkg/controller/job/job_controller.go).
 */
function backoffSeconds(failures: number): number {
  return Math.min(10 * 2 ** (failures - 1), 600)
}

/** The backstop over all attempts: it must never fire while an attempt may still run, because it deletes the pods. */
export function jobSeconds(attemptSeconds: number, graceSeconds: number, backoffLimit: number): number {
  let total = 60
  for (let attempt = 0; attempt <= backoffLimit; attempt++) {
    total += attemptSeconds + graceSeconds + (attempt === 0 ? 0 : backoffSeconds(attempt))
  }
  return total
}

/** When the runner stops itself, in ms: before the kubelet would fail the pod, whose clock also counts the pull. */
export function stopAfterMs(attemptSeconds: number): number {
  const margin = Math.min(60, Math.max(15, attemptSeconds / 10))
  return Math.max(1, Math.round((attemptSeconds - margin) * 1000))
}
