import type { Snapshot } from '../pages/snapshot.ts';

/** What a worker tells the process that started it. */
export type FromWorker =
  | { readonly kind: 'ready'; readonly url: string; readonly contract: string }
  | {
      readonly kind: 'fault';
      readonly exitCode: number;
      readonly message: string;
      readonly fix: string;
    }
  | { readonly kind: 'snapshot'; readonly snapshot: Snapshot }
  | { readonly kind: 'page-wanted'; readonly id: number };

/** What a worker is told. */
export type ToWorker =
  | { readonly kind: 'stop' }
  | { readonly kind: 'snapshot-wanted' }
  | { readonly kind: 'page'; readonly id: number; readonly text: string };

/** True for a message of ours: others use the same channel, Node's own cluster among them. */
export function isMessage<Message extends FromWorker | ToWorker>(value: unknown): value is Message {
  return typeof value === 'object' && value !== null && 'kind' in value;
}
