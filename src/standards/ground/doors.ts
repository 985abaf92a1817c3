/** The schemas whose routines may run with their owner's rights: the doors of the database. */
export const DEFINER_DOORS: ReadonlySet<string> = new Set(['api', 'procwright']);

/**
 * The schema of procedures that commit: they run with their caller's rights, have no setting, and
 * call one routine of a door.
 */
export const COMMITTING_DOOR = 'client';

/** The schema of the routines that clients call: what they run is known before it runs. */
export const CLIENT_DOOR = 'api';

/**
 * Arguments that the service fills from the request's context; the name alone decides. A routine
 * that has no use for one keeps it: all have the same last arguments.
 */
export const CONTEXT_ARGUMENTS: ReadonlySet<string> = new Set(['p_actor', 'p_trace']);
