/** Whether a schema takes fewer values than before, more, or others. */
export type Way = 'narrower' | 'wider' | 'other';

/** One difference between two schemas. */
export interface Shift {
  readonly way: Way;
  /** Where: empty for the value itself, `.note` for a member, `[]` for the items. */
  readonly at: string;
  readonly says: string;
}

/** A difference of the value itself. */
export type BareShift = Omit<Shift, 'at'>;
