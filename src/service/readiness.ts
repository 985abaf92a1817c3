/** Whether a balancer should send requests here. */
export interface Readiness {
  isReady: boolean;
}
