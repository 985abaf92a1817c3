/** Thrown on a lane that writes when its server takes no writes: nothing was done. */
export class StandbyFound extends Error {
  /** As a server says it that takes no connections yet: another one will. */
  readonly code = '57P03';
  /** An answer, though not the wanted one: it is certain that nothing was done. */
  readonly severity = 'ERROR';

  constructor(cause: unknown) {
    super('The server takes no writes.', { cause });
    this.name = 'StandbyFound';
  }
}
