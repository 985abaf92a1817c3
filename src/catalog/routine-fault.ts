import type { ContractFault } from './contract.ts';

/** What a routine breaks that clients may call, beside what its comment breaks. */
export type RoutineFaultKind =
  | 'argument-unbound'
  | 'argument-unnamed'
  | 'batch-unfit'
  | 'definer-without-path'
  | 'list-unbounded'
  | 'method-writes'
  | 'not-callable'
  | 'overload'
  | 'page-unbounded'
  | 'procedure'
  | 'rate-contradicts'
  | 'route-taken'
  | 'row-unknown'
  | 'tag-misplaced'
  | 'tag-not-served'
  | 'unexpected';

/** A fault in a contract, and the routine whose it is. */
export interface RoutineFault {
  readonly routine: string;
  readonly kind: ContractFault['kind'] | RoutineFaultKind;
  readonly message: string;
  /** How the line at fault begins in the routine's file, blanks aside. */
  readonly at?: string;
}

/** One line a fault: `app.post_item(p_item_id uuid): There is no @scope or @public.` */
export const tellFault = ({ routine, message }: RoutineFault): string => `${routine}: ${message}`;
