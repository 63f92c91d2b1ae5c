/** The kind of an error by its SQLSTATE or by Node's error code, never by its message. */
export interface Kind {
  readonly code: string
  /** 4: permanent, 75: worth a retry. */
  readonly exit: 4 | 75
  readonly next: string
}

/** What decides the kind of a state that has two meanings. */
export interface Circumstances {
  /** Why a write was refused: the server, the role's default, or the session itself. */
  readonly readOnly: 'standby' | 'role' | 'session'
  /** A pooler reports its own errors as 08P01. */
  readonly origin: 'server' | 'pooler'
}

/** The kind of an error that a server or a pooler has sent. */
export function stateKind(sqlstate: string | undefined, { readOnly, origin }: Circumstances): Kind {
  if (sqlstate === undefined) return lost
  if (sqlstate === '25006') return readOnlyKinds[readOnly]
  if (sqlstate === '08P01' && origin === 'server') return protocol
  return states[sqlstate] ?? classes[sqlstate.slice(0, 2)] ?? refused
}

/** The kind of an error of the connection, by Node's code. */
export function networkKind(code: string | undefined): Kind {
  if (code === undefined) return lost
  return networkKinds[code] ?? (/^ERR_(TLS|SSL|OSSL)_/.test(code) ? handshake : unreachable)
}

const secret = 'kubectl get secret   # compare the keys of the one that database.secret names with the database'
const rerun = 'run the Job again with a full sync: argocd app sync'
const lost: Kind = { code: 'database/connection-lost', exit: 75, next: rerun }
const refused: Kind = {
  code: 'database/refused',
  exit: 4,
  next: 'correct the statement shown, then release again   # npx wavec explain migrations/edited says how, if it has shipped',
}
const protocol: Kind = {
  code: 'database/protocol',
  exit: 4,
  next: 'look for a character that PostgreSQL cannot store, such as NUL, in the file and in the release',
}

const readOnlyKinds: { readonly [K in Circumstances['readOnly']]: Kind } = {
  standby: {
    code: 'database/read-only',
    exit: 75,
    next: 'point database.host at the primary, where select pg_is_in_recovery() returns false',
  },
  role: {
    code: 'database/read-only-role',
    exit: 4,
    next: 'alter role … reset default_transaction_read_only   # or alter database …, whichever sets it',
  },
  session: {
    code: 'database/read-only-transaction',
    exit: 4,
    next: 'the file makes the transaction read-only: remove SET TRANSACTION READ ONLY or default_transaction_read_only from it',
  },
}

const server: Kind = { code: 'database/server-error', exit: 75, next: rerun }
const broken: Kind = {
  code: 'database/server-error',
  exit: 4,
  next: 'read the server log at the time of the failure',
}
const shutdown: Kind = { code: 'database/shutdown', exit: 75, next: rerun }

// Source: https://www.postgresql.org/docs/18/errcodes-appendix.html
const states: Readonly<Record<string, Kind>> = {
  '25001': { code: 'database/needs-own-transaction', exit: 4, next: 'move the statement into its own file' },
  '25P03': { code: 'database/idle-timeout', exit: 75, next: rerun },
  '28P01': { code: 'database/wrong-password', exit: 4, next: secret },
  '28000': {
    code: 'database/no-access',
    exit: 4,
    next: 'let this role log in: run alter role … login, and add a line for it to pg_hba.conf',
  },
  '3D000': { code: 'database/no-database', exit: 4, next: secret },
  '40001': { code: 'database/serialization', exit: 75, next: rerun },
  '40002': refused,
  '40P01': { code: 'database/deadlock', exit: 75, next: rerun },
  '42501': {
    code: 'database/permission',
    exit: 4,
    next: 'npx wavec init --role-sql ROLE   # prints what the role needs',
  },
  '53100': { code: 'database/disk-full', exit: 4, next: 'free disk space on the server, then run the Job again' },
  '53200': { code: 'database/out-of-memory', exit: 75, next: rerun },
  '53300': {
    code: 'database/too-many-connections',
    exit: 75,
    next: 'select usename, application_name, count(*) from pg_stat_activity group by 1, 2 order by 3 desc',
  },
  '53400': {
    code: 'database/limit-exceeded',
    exit: 4,
    next: 'raise the limit that the message names, or split the statement',
  },
  '55P03': { code: 'database/lock-timeout', exit: 75, next: rerun },
  '57014': {
    code: 'database/statement-timeout',
    exit: 4,
    next: 'split the statement, or raise database.statementTimeout',
  },
  '57P01': shutdown,
  '57P02': shutdown,
  '57P03': { code: 'database/starting', exit: 75, next: rerun },
  '57P04': { code: 'database/no-database', exit: 4, next: secret },
  '57P05': shutdown,
  '58P01': {
    code: 'database/missing-file',
    exit: 4,
    next: "install the extension's package on the server, then: argocd app sync   # the statement names a file that the server does not have",
  },
  '58P02': {
    code: 'database/duplicate-file',
    exit: 4,
    next: 'remove the file on the server, or give the statement another',
  },
  HV00N: { code: 'database/foreign-server-unreachable', exit: 75, next: rerun },
}

/** Of the other states; what is not here is permanent. */
const classes: Readonly<Record<string, Kind>> = {
  '08': lost,
  '40': { code: 'database/serialization', exit: 75, next: rerun },
  '53': { code: 'database/resources', exit: 75, next: rerun },
  '57': shutdown,
  '58': server,
  '72': { code: 'database/snapshot-too-old', exit: 75, next: rerun },
  F0: broken,
  XX: broken,
}

const address = 'compare database.host and database.port with: kubectl get service,endpoints'
const unreachable: Kind = { code: 'database/unreachable', exit: 75, next: address }
const noSuchHost: Kind = { code: 'database/no-such-host', exit: 4, next: address }
const invalidAddress: Kind = { code: 'database/invalid-address', exit: 4, next: address }
const forbidden: Kind = {
  code: 'database/connection-forbidden',
  exit: 4,
  next: 'ls -l   # the folder of the socket must be readable by the user of this process',
}
const local: Kind = { code: 'database/local-limit', exit: 75, next: rerun }
const handshake: Kind = {
  code: 'database/tls-handshake',
  exit: 4,
  next: 'compare ssl_min_protocol_version, ssl_max_protocol_version and ssl_ca_file of the server with what this client offers',
}
const certificate: Kind = {
  code: 'database/tls-certificate',
  exit: 4,
  next: 'read the certificate: openssl s_client -starttls postgres -showcerts -connect HOST:PORT',
}
const unknownAuthority: Kind = {
  code: 'database/tls-unknown-authority',
  exit: 4,
  next: 'put the certificate of the authority that signed it into the Secret of database.tls.caSecret',
}
const wrongHost: Kind = {
  code: 'database/tls-wrong-host',
  exit: 4,
  next: 'set database.host to one of these names, or issue a certificate whose subjectAltName contains this host',
}

// Sources: https://nodejs.org/api/errors.html#common-system-errors, https://nodejs.org/api/tls.html#x509-certificate-error-codes
const networkKinds: Readonly<Record<string, Kind>> = {
  ENOTFOUND: noSuchHost,
  ENODATA: noSuchHost,
  EAI_NODATA: noSuchHost,
  EAI_NONAME: noSuchHost,
  EAI_AGAIN: unreachable,
  EAI_FAIL: unreachable,
  ECONNREFUSED: unreachable,
  ECONNRESET: unreachable,
  ECONNABORTED: unreachable,
  EPIPE: unreachable,
  ETIMEDOUT: unreachable,
  EHOSTUNREACH: unreachable,
  EHOSTDOWN: unreachable,
  ENETUNREACH: unreachable,
  ENETDOWN: unreachable,
  EADDRNOTAVAIL: unreachable,
  // The socket of a server that has not started yet.
  ENOENT: unreachable,
  EMFILE: local,
  ENFILE: local,
  ENOBUFS: local,
  ENOMEM: local,
  EACCES: forbidden,
  EPERM: forbidden,
  ENOTSOCK: invalidAddress,
  ENOTDIR: invalidAddress,
  EINVAL: invalidAddress,
  ENAMETOOLONG: invalidAddress,
  EAFNOSUPPORT: invalidAddress,
  ERR_INVALID_ARG_VALUE: invalidAddress,
  ERR_SOCKET_BAD_PORT: invalidAddress,
  EPROTO: handshake,
  ERR_TLS_CERT_ALTNAME_INVALID: wrongHost,
  HOSTNAME_MISMATCH: wrongHost,
  CERT_HAS_EXPIRED: {
    code: 'database/tls-expired',
    exit: 4,
    next: 'renew the certificate on the server, then: select pg_reload_conf()',
  },
  CERT_NOT_YET_VALID: {
    code: 'database/tls-not-yet-valid',
    exit: 4,
    next: 'date -u   # compare the clocks of this node and of where the certificate was issued',
  },
  DEPTH_ZERO_SELF_SIGNED_CERT: {
    code: 'database/tls-self-signed',
    exit: 4,
    next: 'put this certificate itself into the Secret of database.tls.caSecret, or have one issued by an authority',
  },
  SELF_SIGNED_CERT_IN_CHAIN: unknownAuthority,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: unknownAuthority,
  UNABLE_TO_GET_ISSUER_CERT: unknownAuthority,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: unknownAuthority,
  CERT_UNTRUSTED: unknownAuthority,
  CERT_REVOKED: certificate,
  CERT_REJECTED: certificate,
  CERT_CHAIN_TOO_LONG: certificate,
  CERT_SIGNATURE_FAILURE: certificate,
  CRL_SIGNATURE_FAILURE: certificate,
  CRL_NOT_YET_VALID: certificate,
  CRL_HAS_EXPIRED: certificate,
  ERROR_IN_CERT_NOT_BEFORE_FIELD: certificate,
  ERROR_IN_CERT_NOT_AFTER_FIELD: certificate,
  ERROR_IN_CRL_LAST_UPDATE_FIELD: certificate,
  ERROR_IN_CRL_NEXT_UPDATE_FIELD: certificate,
  UNABLE_TO_GET_CRL: certificate,
  UNABLE_TO_DECRYPT_CERT_SIGNATURE: certificate,
  UNABLE_TO_DECRYPT_CRL_SIGNATURE: certificate,
  UNABLE_TO_DECODE_ISSUER_PUBLIC_KEY: certificate,
  INVALID_CA: certificate,
  INVALID_PURPOSE: certificate,
  PATH_LENGTH_EXCEEDED: certificate,
}
