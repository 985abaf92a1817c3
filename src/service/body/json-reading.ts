/** Text that isn't the JSON we take: what is wrong, and the JSON pointer of the place. */
export class JsonFault extends Error {
  readonly pointer: string;

  constructor(message: string, pointer: string) {
    super(message);
    this.name = 'JsonFault';
    this.pointer = pointer;
  }
}

/** A text that is being read, and where. */
export interface Reading {
  readonly text: string;
  at: number;
  members: number;
  /** The names and places that lead to the value being read. */
  readonly path: (string | number)[];
}

/** Ends the reading at the place where it is. @throws {JsonFault} */
export function refuse({ path }: Reading, message: string): never {
  const names = path.map((name) => String(name).replaceAll('~', '~0').replaceAll('/', '~1'));
  throw new JsonFault(message, ['#', ...names].join('/'));
}
