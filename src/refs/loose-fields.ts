import type { FieldPattern } from './path.ts'

/** A field by which one object names another that it does not need at once: it works when both are there. */
export interface LooseField {
  readonly pattern: FieldPattern
  /** The kind of what is named, if the field's holder does not say it under `kind`. */
  readonly kind: string
}

const service = 'Service'
const secret = 'Secret'

/**
 * By kind; the last step of a pattern holds the name. `kind` and `namespace` beside the name count where they stand.
 * Kubernetes API reference; the API references of KEDA, Argo Rollouts, cert-manager, External Secrets, Gateway API,
 * Traefik, OpenShift and the Prometheus operator.
 */
export const looseFields: Readonly<Record<string, readonly LooseField[]>> = {
  Ingress: [
    { pattern: 'spec.backend.serviceName', kind: service },
    { pattern: 'spec.rules[].http.paths[].backend.serviceName', kind: service },
  ],
  HTTPRoute: [{ pattern: 'spec.rules[].backendRefs[].name', kind: service }],
  GRPCRoute: [{ pattern: 'spec.rules[].backendRefs[].name', kind: service }],
  TCPRoute: [{ pattern: 'spec.rules[].backendRefs[].name', kind: service }],
  Gateway: [{ pattern: 'spec.listeners[].tls.certificateRefs[].name', kind: secret }],
  IngressRoute: [
    { pattern: 'spec.routes[].services[].name', kind: service },
    { pattern: 'spec.routes[].middlewares[].name', kind: 'Middleware' },
    { pattern: 'spec.tls.secretName', kind: secret },
  ],
  Route: [{ pattern: 'spec.to.name', kind: service }],
  APIService: [{ pattern: 'spec.service.name', kind: service }],
  ValidatingWebhookConfiguration: [{ pattern: 'webhooks[].clientConfig.service.name', kind: service }],
  MutatingWebhookConfiguration: [{ pattern: 'webhooks[].clientConfig.service.name', kind: service }],
  ScaledObject: [
    { pattern: 'spec.scaleTargetRef.name', kind: 'Deployment' },
    { pattern: 'spec.triggers[].authenticationRef.name', kind: 'TriggerAuthentication' },
  ],
  VerticalPodAutoscaler: [{ pattern: 'spec.targetRef.name', kind: 'Deployment' }],
  Rollout: [
    { pattern: 'spec.workloadRef.name', kind: 'Deployment' },
    { pattern: 'spec.strategy.canary.stableService', kind: service },
    { pattern: 'spec.strategy.canary.canaryService', kind: service },
    { pattern: 'spec.strategy.blueGreen.activeService', kind: service },
    { pattern: 'spec.strategy.blueGreen.previewService', kind: service },
    { pattern: 'spec.strategy.canary.analysis.templates[].templateName', kind: 'AnalysisTemplate' },
    { pattern: 'spec.strategy.canary.steps[].analysis.templates[].templateName', kind: 'AnalysisTemplate' },
    { pattern: 'spec.strategy.blueGreen.prePromotionAnalysis.templates[].templateName', kind: 'AnalysisTemplate' },
  ],
  Certificate: [{ pattern: 'spec.issuerRef.name', kind: 'Issuer' }],
  Issuer: [{ pattern: 'spec.ca.secretName', kind: secret }],
  SecretStore: [
    { pattern: 'spec.provider.vault.auth.tokenSecretRef.name', kind: secret },
    { pattern: 'spec.provider.vault.auth.appRole.secretRef.name', kind: secret },
    { pattern: 'spec.provider.aws.auth.secretRef.accessKeyIDSecretRef.name', kind: secret },
    { pattern: 'spec.provider.aws.auth.secretRef.secretAccessKeySecretRef.name', kind: secret },
    { pattern: 'spec.provider.azurekv.authSecretRef.clientSecret.name', kind: secret },
    { pattern: 'spec.provider.gcpsm.auth.secretRef.secretAccessKeySecretRef.name', kind: secret },
    { pattern: 'spec.provider.onepassword.auth.secretRef.connectTokenSecretRef.name', kind: secret },
  ],
  ServiceMonitor: [
    { pattern: 'spec.endpoints[].basicAuth.username.name', kind: secret },
    { pattern: 'spec.endpoints[].basicAuth.password.name', kind: secret },
    { pattern: 'spec.endpoints[].bearerTokenSecret.name', kind: secret },
    { pattern: 'spec.endpoints[].authorization.credentials.name', kind: secret },
    { pattern: 'spec.endpoints[].tlsConfig.ca.secret.name', kind: secret },
  ],
  PersistentVolumeClaim: [
    { pattern: 'spec.volumeName', kind: 'PersistentVolume' },
    { pattern: 'spec.dataSource.name', kind: 'PersistentVolumeClaim' },
  ],
  CronWorkflow: [{ pattern: 'spec.workflowSpec.workflowTemplateRef.name', kind: 'WorkflowTemplate' }],
  Workflow: [{ pattern: 'spec.workflowTemplateRef.name', kind: 'WorkflowTemplate' }],
}
