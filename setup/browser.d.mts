/** Headless Chromium, and where its libraries lie. */
export interface Browser {
  readonly program: string;
  /** For `LD_LIBRARY_PATH`. */
  readonly libraryPath: string;
}

/**
 * The browser, fetched when it isn't there; null on a machine that it isn't made for.
 *
 * @throws {SetUpFault} When it can't be fetched, or is not what it was.
 */
export function ensureBrowser(
  install: string,
  environment?: Readonly<Record<string, string | undefined>>,
): Promise<Browser | null>;
