/** What a statement reaches beyond the tables of the application: rights, the server, other databases, wavec itself. */
export type Reach =
  | { readonly kind: 'role-attribute'; readonly role: string; readonly attributes: readonly string[] }
  /** `role`: what members are added to. */
  | { readonly kind: 'membership'; readonly role: string }
  /** A file or program of the server's machine, as the user that PostgreSQL runs as. */
  | { readonly kind: 'server-file'; readonly what: string }
  | { readonly kind: 'untrusted-language'; readonly what: string }
  | { readonly kind: 'connection'; readonly what: string }
  | { readonly kind: 'server-setting'; readonly what: string }
  /** SECURITY DEFINER without a search_path of its own. */
  | { readonly kind: 'definer'; readonly name: string }
  /** A search_path of its own for a routine. */
  | { readonly kind: 'search-path'; readonly name: string }
  /** What wavec records, or the lock under which it does. */
  | { readonly kind: 'own'; readonly what: string }
