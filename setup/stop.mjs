// What ends a set-up before its end: Ctrl-C, SIGTERM, a closed terminal, or an npm that was ended
// (it hands SIGTERM to nobody).

const PARENT = process.ppid; // as it was when the process began, before any waiting
const NUMBERS = { SIGHUP: 1, SIGINT: 2, SIGTERM: 15 };

/** True when the npm that started this process has ended. */
export function isOrphaned(environment) {
  return environment['npm_lifecycle_event'] !== undefined && process.ppid !== PARENT;
}

/** Watches until `close()`, and calls `stop` on a stop. */
export function onStop(environment, stop) {
  const handlers = Object.entries(NUMBERS).map(([name, number]) => {
    const handler = () => end(128 + number);
    process.on(name, handler);
    return [name, handler];
  });
  const watch = setInterval(() => {
    if (isOrphaned(environment)) end(128 + NUMBERS.SIGTERM);
  }, 500);
  watch.unref();
  let exitCode = 0;

  function end(code) {
    if (exitCode !== 0) return;
    exitCode = code;
    stop();
  }

  return {
    /** Ends the watch; returns the exit code of the stop, 0 when there was none. */
    close() {
      clearInterval(watch);
      for (const [name, handler] of handlers) process.off(name, handler);
      return exitCode;
    },
  };
}
