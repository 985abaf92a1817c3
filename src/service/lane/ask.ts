import type { Row } from '../answer/row-serializer.ts';
import type { ListWriter, WrittenList } from '../wire/list-writer.ts';
import type { Patience } from './admission.ts';
import type { Timing } from './timing.ts';

/** One statement for the database. */
export interface Ask extends Patience {
  /** A name under which it stays prepared; without one it is parsed each time. */
  readonly name?: string;
  readonly text: string;
  readonly values: readonly (string | Buffer | null)[];
  /** True when a repetition is harmless. */
  readonly mayRepeat: boolean;
  /** True when it may leave something: then a lost answer leaves its outcome unknown. */
  readonly writes: boolean;
  /** Makes what writes its rows as they come; without it they are told as texts. */
  readonly writer?: () => ListWriter;
  /** Where the time it takes is added. */
  readonly timing?: Timing;
}

/** Rows as the database's own text. */
export interface Told {
  readonly columns: readonly string[];
  /** The oids of the columns' types; absent where they were not told. */
  readonly types?: readonly number[];
  /** Of a list that was written, only the first and the last are here, at their places. */
  readonly rows: readonly Row[];
  /** The list as JSON; absent where nothing wrote it. */
  readonly written?: Pick<WrittenList, 'json' | 'release'>;
}
