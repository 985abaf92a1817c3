/** What kind of thing changed; a closed list, for who reads the JSON. */
export type ChangeKind =
  | 'answer'
  | 'argument'
  | 'batch'
  | 'cache'
  | 'error'
  | 'idempotent'
  | 'inner'
  | 'objective'
  | 'page'
  | 'rate'
  | 'route'
  | 'scope'
  | 'timeout'
  | 'wording';

/** One difference between two contracts, judged from where a client of the old one stands. */
export interface ContractChange {
  /** Breaking: a client of the old contract can get what it was not written for. */
  readonly verdict: 'breaking' | 'compatible';
  readonly kind: ChangeKind;
  /** `POST /v1/items` as the old contract has it, or the new one where it is new. */
  readonly route: string;
  /** What changed and why that is judged so: one sentence. */
  readonly message: string;
}

/** A change without its route. */
export type RouteChange = Omit<ContractChange, 'route'>;

/** A client of the old contract can get what it was not written for. */
export const breaking = (kind: ChangeKind, message: string): RouteChange => ({
  verdict: 'breaking',
  kind,
  message,
});

/** Clients of the old contract go on as they are. */
export const compatible = (kind: ChangeKind, message: string): RouteChange => ({
  verdict: 'compatible',
  kind,
  message,
});
