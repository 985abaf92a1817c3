import type { GrantStmt, Node } from 'libpg-query';

import type { Statement } from '../statement.ts';

/** Who is named in a GRANT or REVOKE; `public` for everybody. */
export function granteesOf(grantees: readonly Node[] | undefined): readonly string[] {
  return (grantees ?? []).flatMap((grantee) => {
    if (!('RoleSpec' in grantee)) return [];
    const { roletype, rolename } = grantee.RoleSpec;
    return roletype === 'ROLESPEC_PUBLIC' ? ['public'] : [rolename ?? String(roletype)];
  });
}

/** The rights that are named, in lower case; none means all. */
export function rightsOf({ privileges = [] }: GrantStmt): readonly string[] {
  return privileges.flatMap((one) =>
    'AccessPriv' in one ? [(one.AccessPriv.priv_name ?? 'all').toLowerCase()] : [],
  );
}

/** The GRANTs of a statement, those of default privileges too; no REVOKE. */
export function grantsOf(statement: Pick<Statement, 'all'>): readonly GrantStmt[] {
  const byDefault = statement
    .all('AlterDefaultPrivilegesStmt')
    .flatMap(({ action }) => (action === undefined ? [] : [action]));
  return [...statement.all('GrantStmt'), ...byDefault].filter(({ is_grant }) => is_grant === true);
}
