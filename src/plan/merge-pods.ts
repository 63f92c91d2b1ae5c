import type { Pod } from '../pipeline/stages.ts'

/** A stage's maps add to the pipeline's; its lists and values replace them. */
export function mergePods(common: Pod, own: Pod): Pod {
  const maps = {
    ...(common.annotations || own.annotations ? { annotations: { ...common.annotations, ...own.annotations } } : {}),
    ...(common.env || own.env ? { env: { ...common.env, ...own.env } } : {}),
    ...(common.nodeSelector || own.nodeSelector
      ? { nodeSelector: { ...common.nodeSelector, ...own.nodeSelector } }
      : {}),
  }
  return { ...common, ...own, ...maps }
}
