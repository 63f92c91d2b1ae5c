import type { Locate } from '../source/span.ts'

export type Json = string | number | boolean | null | readonly Json[] | JsonObject
export interface JsonObject {
  readonly [key: string]: Json | undefined
}

/** A Kubernetes object. Keys are written in insertion order; `undefined` is left out. */
export interface Manifest extends JsonObject {
  readonly apiVersion: string
  readonly kind: string
  readonly metadata: Metadata
}

export interface Metadata extends JsonObject {
  readonly name: string
  readonly namespace?: string | undefined
  readonly labels?: Readonly<Record<string, string>> | undefined
  readonly annotations?: Readonly<Record<string, string>> | undefined
}

/** A manifest, the file that it was read from, and the places of its fields. */
export interface SourceManifest {
  readonly manifest: Manifest
  readonly file: string
  readonly locate: Locate
}
