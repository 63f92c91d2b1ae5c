/**
 * Finds what is wrong, or likely to go wrong, when Argo CD syncs a set of manifests. Rules know Argo CD and Kubernetes,
 * but not wavec's own spec. One rule per file: to add one, write `rules/<code>.ts`, a line here, its page, and a fixture
 * folder `test/audit/<code>/`. A unit is what one Application syncs, and waves order objects only within a unit.
 */
import { isListed } from '../diagnostic/codes.ts'
import type { Diagnostic } from '../diagnostic/diagnostic.ts'
import type { Unit } from '../render/index.ts'
import { judge, type CodedRule } from './judge.ts'
import type { Registry } from './rule.ts'
import { generatePathsMiss } from './rules/application/generate-paths-miss.ts'
import { generatePathsSkipHooks } from './rules/application/generate-paths-skip-hooks.ts'
import { healthCopied } from './rules/application/health-copied.ts'
import { hooksNotCompared } from './rules/application/hooks-not-compared.ts'
import { outOfSyncOnly } from './rules/application/out-of-sync-only.ts'
import { retriesForEver } from './rules/application/retries-for-ever.ts'
import { retriesHooks } from './rules/application/retries-hooks.ts'
import { rollingSync } from './rules/application/rolling-sync.ts'
import { selfHealSkipsHooks } from './rules/application/self-heal-skips-hooks.ts'
import { twoDestinations } from './rules/application/two-destinations.ts'
import { unsafeSource } from './rules/application/unsafe-source.ts'
import { wavesWithoutHealth } from './rules/application/waves-without-health.ts'
import { configOfWorkload } from './rules/hook/config-of-workload.ts'
import { deletedBeforePostDelete } from './rules/hook/deleted-before-post-delete.ts'
import { deletedBeforeSyncFail } from './rules/hook/deleted-before-sync-fail.ts'
import { generateName } from './rules/hook/generate-name.ts'
import { helmBesideArgocd } from './rules/hook/helm-beside-argocd.ts'
import { helmEverySync } from './rules/hook/helm-every-sync.ts'
import { helmNeverApplied } from './rules/hook/helm-never-applied.ts'
import { logsLost } from './rules/hook/logs-lost.ts'
import { noBeforeHookCreation } from './rules/hook/no-before-hook-creation.ts'
import { noDeadline } from './rules/hook/no-deadline.ts'
import { rollbackOnSyncFail } from './rules/hook/rollback-on-sync-fail.ts'
import { sameGenerateName } from './rules/hook/same-generate-name.ts'
import { secondPhaseSkipped } from './rules/hook/second-phase-skipped.ts'
import { skipNotAlone } from './rules/hook/skip-not-alone.ts'
import { unknownDeletePolicy } from './rules/hook/unknown-delete-policy.ts'
import { unknownType } from './rules/hook/unknown-type.ts'
import { waveOfDeletion } from './rules/hook/wave-of-deletion.ts'
import { workloadHook } from './rules/hook/workload.ts'
import { counted } from './rules/job/counted.ts'
import { defaultBackoff } from './rules/job/default-backoff.ts'
import { endlessSidecar } from './rules/job/endless-sidecar.ts'
import { generateNamePlain } from './rules/job/generate-name.ts'
import { imageByTag } from './rules/job/image-by-tag.ts'
import { immutable } from './rules/job/immutable.ts'
import { meshSidecar } from './rules/job/mesh-sidecar.ts'
import { movingTag } from './rules/job/moving-tag.ts'
import { overlap } from './rules/job/overlap.ts'
import { parallel } from './rules/job/parallel.ts'
import { restartOnFailure } from './rules/job/restart-on-failure.ts'
import { restartPolicy } from './rules/job/restart-policy.ts'
import { runEverySync } from './rules/job/run-every-sync.ts'
import { servesTraffic } from './rules/job/serves-traffic.ts'
import { suspended } from './rules/job/suspended.ts'
import { ttl } from './rules/job/ttl.ts'
import { forceOnApplication } from './rules/option/force-on-application.ts'
import { forceServerSide } from './rules/option/force-server-side.ts'
import { helmKeep } from './rules/option/helm-keep.ts'
import { namespaceMetadata } from './rules/option/namespace-metadata.ts'
import { replaceJob } from './rules/option/replace-job.ts'
import { serverSideClaims } from './rules/option/server-side-claims.ts'
import { unreadAnnotation } from './rules/option/unread-annotation.ts'
import { unsafeLink } from './rules/option/unsafe-link.ts'
import { unknownOption } from './rules/option/unknown.ts'
import { kindNotPermitted } from './rules/project/kind-not-permitted.ts'
import { namespaceNotPermitted } from './rules/project/namespace-not-permitted.ts'
import { sourceNotPermitted } from './rules/project/source-not-permitted.ts'
import { syncWindow } from './rules/project/sync-window.ts'
import { createdLater } from './rules/refs/created-later.ts'
import { definedTwice } from './rules/refs/defined-twice.ts'
import { fixedReplicas } from './rules/refs/fixed-replicas.ts'
import { madeByOperator } from './rules/refs/made-by-operator.ts'
import { missingKey } from './rules/refs/missing-key.ts'
import { noSuchVolume } from './rules/refs/no-such-volume.ts'
import { notGranted } from './rules/refs/not-granted.ts'
import { notInInput } from './rules/refs/not-in-input.ts'
import { otherNamespace } from './rules/refs/other-namespace.ts'
import { subjectWithoutNamespace } from './rules/refs/subject-without-namespace.ts'
import { inProcessArguments } from './rules/secret/in-process-arguments.ts'
import { plaintext } from './rules/secret/plaintext.ts'
import { valuesInGit } from './rules/secret/values-in-git.ts'
import { databaseLater } from './rules/wave/database-later.ts'
import { helmWeight } from './rules/wave/helm-weight.ts'
import { ignoredHealth } from './rules/wave/ignored-health.ts'
import { jobBesideWorkload } from './rules/wave/job-beside-workload.ts'
import { neededLater } from './rules/wave/needed-later.ts'
import { notANumber } from './rules/wave/not-a-number.ts'
import { notAwaited } from './rules/wave/not-awaited.ts'
import { waveOfSyncFail } from './rules/wave/of-sync-fail.ts'
import { pvcBeforeConsumer } from './rules/wave/pvc-before-consumer.ts'
import { slowGate } from './rules/wave/slow-gate.ts'
import { unreachableProbe } from './rules/wave/unreachable-probe.ts'
import { auditUnits } from './unit.ts'

const rules = {
  'application/generate-paths-miss': generatePathsMiss,
  'application/generate-paths-skip-hooks': generatePathsSkipHooks,
  'application/health-copied': healthCopied,
  'application/hooks-not-compared': hooksNotCompared,
  'application/out-of-sync-only': outOfSyncOnly,
  'application/retries-for-ever': retriesForEver,
  'application/retries-hooks': retriesHooks,
  'application/rolling-sync': rollingSync,
  'application/self-heal-skips-hooks': selfHealSkipsHooks,
  'application/two-destinations': twoDestinations,
  'application/unsafe-source': unsafeSource,
  'application/waves-without-health': wavesWithoutHealth,
  'hook/config-of-workload': configOfWorkload,
  'hook/deleted-before-post-delete': deletedBeforePostDelete,
  'hook/deleted-before-sync-fail': deletedBeforeSyncFail,
  'hook/generate-name': generateName,
  'hook/helm-beside-argocd': helmBesideArgocd,
  'hook/helm-every-sync': helmEverySync,
  'hook/helm-never-applied': helmNeverApplied,
  'hook/logs-lost': logsLost,
  'hook/no-before-hook-creation': noBeforeHookCreation,
  'hook/no-deadline': noDeadline,
  'hook/rollback-on-sync-fail': rollbackOnSyncFail,
  'hook/same-generate-name': sameGenerateName,
  'hook/second-phase-skipped': secondPhaseSkipped,
  'hook/skip-not-alone': skipNotAlone,
  'hook/unknown-delete-policy': unknownDeletePolicy,
  'hook/unknown-type': unknownType,
  'hook/wave-of-deletion': waveOfDeletion,
  'hook/workload': workloadHook,
  'job/counted': counted,
  'job/default-backoff': defaultBackoff,
  'job/endless-sidecar': endlessSidecar,
  'job/generate-name': generateNamePlain,
  'job/image-by-tag': imageByTag,
  'job/immutable': immutable,
  'job/mesh-sidecar': meshSidecar,
  'job/moving-tag': movingTag,
  'job/overlap': overlap,
  'job/parallel': parallel,
  'job/restart-on-failure': restartOnFailure,
  'job/restart-policy': restartPolicy,
  'job/run-every-sync': runEverySync,
  'job/serves-traffic': servesTraffic,
  'job/suspended': suspended,
  'job/ttl': ttl,
  'option/force-on-application': forceOnApplication,
  'option/force-server-side': forceServerSide,
  'option/helm-keep': helmKeep,
  'option/namespace-metadata': namespaceMetadata,
  'option/replace-job': replaceJob,
  'option/server-side-claims': serverSideClaims,
  'option/unknown': unknownOption,
  'option/unread-annotation': unreadAnnotation,
  'option/unsafe-link': unsafeLink,
  'project/kind-not-permitted': kindNotPermitted,
  'project/namespace-not-permitted': namespaceNotPermitted,
  'project/source-not-permitted': sourceNotPermitted,
  'project/sync-window': syncWindow,
  'refs/created-later': createdLater,
  'refs/defined-twice': definedTwice,
  'refs/fixed-replicas': fixedReplicas,
  'refs/made-by-operator': madeByOperator,
  'refs/missing-key': missingKey,
  'refs/no-such-volume': noSuchVolume,
  'refs/not-granted': notGranted,
  'refs/not-in-input': notInInput,
  'refs/other-namespace': otherNamespace,
  'refs/subject-without-namespace': subjectWithoutNamespace,
  'secret/in-process-arguments': inProcessArguments,
  'secret/plaintext': plaintext,
  'secret/values-in-git': valuesInGit,
  'wave/database-later': databaseLater,
  'wave/helm-weight': helmWeight,
  'wave/ignored-health': ignoredHealth,
  'wave/job-beside-workload': jobBesideWorkload,
  'wave/needed-later': neededLater,
  'wave/not-a-number': notANumber,
  'wave/not-awaited': notAwaited,
  'wave/of-sync-fail': waveOfSyncFail,
  'wave/pvc-before-consumer': pvcBeforeConsumer,
  'wave/slow-gate': slowGate,
  'wave/unreachable-probe': unreachableProbe,
} as const satisfies Registry

export const codedRules: readonly CodedRule[] = Object.entries(rules).flatMap(([code, rule]) =>
  isListed(code) ? [{ code, rule }] : [],
)

/** Rules that do not depend on a sync, so they also apply to manifests that Argo CD never syncs. */
export const credentialRules: readonly CodedRule[] = codedRules.filter(({ code }) => code.startsWith('secret/'))

export function audit(units: readonly Unit[], by: readonly CodedRule[] = codedRules): readonly Diagnostic[] {
  return auditUnits(units).flatMap((unit) => judge(by, unit))
}
