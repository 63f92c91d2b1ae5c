/** Whether an emitted file holds objects for Argo CD. */
export function isPipelineManifest(path: string): boolean {
  return path.endsWith('.yaml') && !path.endsWith('/kustomization.yaml')
}
