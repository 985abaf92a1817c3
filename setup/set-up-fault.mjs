/** A fault of set-up: its message says what happened, and ends with what to do. */
export class SetUpFault extends Error {
  /** True when its step had tried to download: the reader then looks at his mirrors, too. */
  isOfDownload = false;
}
