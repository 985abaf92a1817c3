/** Thrown for a statement that only reads and was not answered in time. */
export class LateAnswer extends Error {
  /** What the database would say of a statement that was cancelled. */
  readonly code = '57014';

  constructor() {
    super('The answer did not come in time.');
    this.name = 'LateAnswer';
  }
}
