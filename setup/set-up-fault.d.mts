/** A fault of set-up: its message says what happened, and ends with what to do. */
export class SetUpFault extends Error {
  isOfDownload: boolean;
}
