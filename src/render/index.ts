/**
 * kustomizations and charts become documents, each with its place in a file that a person wrote. What is rendered is read
 * here first (`kustomizeInput`, `readChart`): every path that it names, and only files of the repository. A `Renderer`,
 * always an argument, turns those files into text; `origin` finds the source of each object and of each of its fields.
 * A compile renders the one folder that a spec names (`renderKustomization`, `renderChart`) and reports why it can't.
 * `loadSources` reads any folders, unit by unit, renders only where the output differs from the files, and reads on
 * where nothing can be rendered.
 */
export { chartFile, type NamedValues } from './chart.ts'
export { renderChart, renderKustomization, type RenderedDocuments } from './documents.ts'
export { kustomizationNames, readKustomization, resourcesOf } from './kustomization.ts'
export type { Renderer, RenderJob, Rendering } from './renderer.ts'
export { loadSources, type Sources } from './sources.ts'
export { manifestName } from './survey.ts'
export type { Unit, UnitDocument } from './unit.ts'
