/** Eight hex digits that tell one project folder from all others on this machine. */
export function projectId(project: string): string;

/**
 * The real path of the project's state folder, made when it isn't there.
 *
 * @throws {SetUpFault} When it can't be written; the message says what to do.
 */
export function stateFolder(project: string, environment?: NodeJS.ProcessEnv): string;
