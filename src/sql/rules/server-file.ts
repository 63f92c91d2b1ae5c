import { reachesIn } from '../reached.ts'
import type { Rule } from '../rule.ts'

export const serverFile: Rule = {
  severity: 'error',
  condition:
    'A migration reads or writes files of the server, or runs a program there: COPY with a file name or PROGRAM, pg_read_file(), lo_import(), file_fdw.',
  effect:
    'It acts as the user that PostgreSQL runs as, on a machine that the release does not own. Only a superuser, or a member of pg_read_server_files and the like, may do it, and a managed service never lets it.',
  workaround:
    'Write the rows as INSERT … VALUES, or load them in a Job of your own. If it is meant: -- wavec:ignore sql/server-file REASON.',
  bad: "copy orders to program 'cat > /dev/null';",
  good: 'select count(*) from orders where id = 1;',
  proof: 'rights',
  check: (action) => {
    const [found] = reachesIn(action, 'server-file')
    if (found === undefined) return undefined
    return { message: `${found.reach.what} reaches files or programs of the server`, place: found.place }
  },
}
