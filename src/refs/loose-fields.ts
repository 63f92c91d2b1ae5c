import type { FieldPattern } from './path.ts'

/** A reference to an object that may be created later: it works as soon as both exist. */
export interface LooseField {
  readonly pattern: FieldPattern
  /** The kind of the target, unless the object with the field gives it in `kind`. */
  readonly kind: string
  /** The field that gives the kind, if it is not `kind`. */
  readonly kindAt?: string
  /** A sibling field without which this is not a reference. */
  readonly beside?: string
}

const service = 'Service'
const secret = 'Secret'
const configMap = 'ConfigMap'
const gateway = 'Gateway'
const serviceAccount = 'ServiceAccount'
const secretStore = 'SecretStore'

function to(kind: string, ...patterns: readonly FieldPattern[]): readonly LooseField[] {
  return patterns.map((pattern) => ({ pattern, kind }))
}

/** References of a pod spec to classes of the cluster and to device claims. */
export const loosePodFields: readonly LooseField[] = [
  ...to('PriorityClass', 'priorityClassName'),
  ...to('RuntimeClass', 'runtimeClassName'),
  ...to('StorageClass', 'volumes[].ephemeral.volumeClaimTemplate.spec.storageClassName'),
  ...to('ResourceClaim', 'resourceClaims[].resourceClaimName'),
  ...to('ResourceClaimTemplate', 'resourceClaims[].resourceClaimTemplateName'),
]

const route = [
  ...to(gateway, 'spec.parentRefs[].name'),
  ...to(service, 'spec.rules[].backendRefs[].name', 'spec.rules[].filters[].requestMirror.backendRef.name'),
]

const webhooks = to(service, 'webhooks[].clientConfig.service.name')

/** Credentials and certificates for scraping: `endpoints` of a ServiceMonitor, `podMetricsEndpoints` of a PodMonitor. */
function scraping(list: string): readonly LooseField[] {
  return [
    ...to(
      secret,
      ...['basicAuth.username', 'basicAuth.password', 'bearerTokenSecret', 'authorization.credentials'].map(
        (field) => `${list}.${field}.name`,
      ),
      ...['tlsConfig.ca.secret', 'tlsConfig.cert.secret', 'tlsConfig.keySecret'].map(
        (field) => `${list}.${field}.name`,
      ),
      ...['oauth2.clientId.secret', 'oauth2.clientSecret'].map((field) => `${list}.${field}.name`),
    ),
    ...to(configMap, `${list}.tlsConfig.ca.configMap.name`, `${list}.oauth2.clientId.configMap.name`),
  ]
}

/** apis/externalsecrets/v1: every provider has its own selectors, but all consist of a name and a key. */
const store: readonly LooseField[] = [
  { pattern: 'spec.provider.**.caProvider.name', kind: secret, kindAt: 'type' },
  ...to(serviceAccount, 'spec.provider.**.serviceAccountRef.name', 'spec.provider.**.serviceAccount.name'),
  ...to(secret, 'spec.provider.**.tokenSecretRef.name', 'spec.provider.**.secretRef.name'),
  { pattern: 'spec.provider.**.name', kind: secret, beside: 'key' },
]

function externalSecret(spec: string): readonly LooseField[] {
  return [
    ...to(
      secretStore,
      `${spec}.secretStoreRef.name`,
      `${spec}.data[].sourceRef.storeRef.name`,
      `${spec}.dataFrom[].sourceRef.storeRef.name`,
    ),
    // A generatorRef always gives its kind.
    ...to('Password', `${spec}.dataFrom[].sourceRef.generatorRef.name`, `${spec}.data[].sourceRef.generatorRef.name`),
    ...to(configMap, `${spec}.target.template.templateFrom[].configMap.name`),
    ...to(secret, `${spec}.target.template.templateFrom[].secret.name`),
  ]
}

const issuer = [
  ...to(secret, 'spec.ca.secretName', 'spec.vault.auth.tokenSecretRef.name', 'spec.vault.auth.appRole.secretRef.name'),
  { pattern: 'spec.acme.solvers[].dns01.**.name', kind: secret, beside: 'key' },
]

const autoscaling = [
  ...to('TriggerAuthentication', 'spec.triggers[].authenticationRef.name'),
  ...to('Deployment', 'spec.scaleTargetRef.name'),
]

const triggerAuthentication = [
  ...to(secret, 'spec.secretTargetRef[].name'),
  ...to(configMap, 'spec.configMapTargetRef[].name'),
]

/**
 * By kind. A pattern ends in the field with the name, and `kind` and `namespace` beside that field are respected.
 * From the API references of Kubernetes, Argo CD, KEDA, Argo Rollouts, cert-manager, External Secrets, Gateway
 * API, Traefik, OpenShift and the Prometheus operator.
 */
export const looseFields: Readonly<Record<string, readonly LooseField[]>> = {
  Ingress: [
    ...to(service, 'spec.backend.serviceName', 'spec.rules[].http.paths[].backend.serviceName'),
    ...to('IngressClass', 'spec.ingressClassName'),
  ],
  HTTPRoute: route,
  GRPCRoute: route,
  TCPRoute: route,
  TLSRoute: route,
  UDPRoute: route,
  Gateway: [
    ...to(secret, 'spec.listeners[].tls.certificateRefs[].name'),
    ...to('GatewayClass', 'spec.gatewayClassName'),
  ],
  IngressRoute: [
    ...to(service, 'spec.routes[].services[].name'),
    ...to('Middleware', 'spec.routes[].middlewares[].name'),
    ...to(secret, 'spec.tls.secretName'),
  ],
  Route: to(service, 'spec.to.name', 'spec.alternateBackends[].name'),
  APIService: to(service, 'spec.service.name'),
  ValidatingWebhookConfiguration: webhooks,
  MutatingWebhookConfiguration: webhooks,
  CustomResourceDefinition: to(service, 'spec.conversion.webhook.clientConfig.service.name'),
  ScaledObject: autoscaling,
  ScaledJob: autoscaling,
  TriggerAuthentication: triggerAuthentication,
  ClusterTriggerAuthentication: triggerAuthentication,
  VerticalPodAutoscaler: to('Deployment', 'spec.targetRef.name'),
  Rollout: [
    ...to('Deployment', 'spec.workloadRef.name'),
    ...to(
      service,
      'spec.strategy.canary.stableService',
      'spec.strategy.canary.canaryService',
      'spec.strategy.blueGreen.activeService',
      'spec.strategy.blueGreen.previewService',
    ),
    ...to(
      'AnalysisTemplate',
      'spec.strategy.canary.analysis.templates[].templateName',
      'spec.strategy.canary.steps[].analysis.templates[].templateName',
      'spec.strategy.blueGreen.prePromotionAnalysis.templates[].templateName',
      'spec.strategy.blueGreen.postPromotionAnalysis.templates[].templateName',
    ),
  ],
  Certificate: [
    ...to('Issuer', 'spec.issuerRef.name'),
    ...to(secret, 'spec.keystores.jks.passwordSecretRef.name', 'spec.keystores.pkcs12.passwordSecretRef.name'),
  ],
  Issuer: issuer,
  ClusterIssuer: issuer,
  SecretStore: store,
  ClusterSecretStore: store,
  ExternalSecret: externalSecret('spec'),
  ClusterExternalSecret: externalSecret('spec.externalSecretSpec'),
  PushSecret: [...to(secretStore, 'spec.secretStoreRefs[].name'), ...to(secret, 'spec.selector.secret.name')],
  ServiceMonitor: scraping('spec.endpoints[]'),
  PodMonitor: scraping('spec.podMetricsEndpoints[]'),
  PersistentVolumeClaim: [
    ...to('PersistentVolume', 'spec.volumeName'),
    ...to('PersistentVolumeClaim', 'spec.dataSource.name', 'spec.dataSourceRef.name'),
    ...to('StorageClass', 'spec.storageClassName'),
  ],
  PersistentVolume: [
    ...to('StorageClass', 'spec.storageClassName'),
    ...to('PersistentVolumeClaim', 'spec.claimRef.name'),
    ...to(
      secret,
      ...['controllerPublish', 'nodeStage', 'nodePublish', 'controllerExpand', 'nodeExpand'].map(
        (use) => `spec.csi.${use}SecretRef.name`,
      ),
    ),
  ],
  StatefulSet: to('StorageClass', 'spec.volumeClaimTemplates[].spec.storageClassName'),
  CronWorkflow: to('WorkflowTemplate', 'spec.workflowSpec.workflowTemplateRef.name'),
  Workflow: to('WorkflowTemplate', 'spec.workflowTemplateRef.name'),
  Application: [...to('AppProject', 'spec.project'), ...to('Namespace', 'spec.destination.namespace')],
}
