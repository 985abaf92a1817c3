// What a person sees of a set-up: a line a step with its time, and how much of it was downloading.

/**
 * Opens the report.
 *
 * @param isFull also tells what was there already.
 */
export function openReport(stream, { isFull }) {
  const began = performance.now();
  const running = new Set();
  const fetching = openStopwatch();
  let isMuted = false;
  const print = (text) => isMuted || stream.write(`${clear(stream)}${text}\n`);
  const ticker = stream.isTTY ? setInterval(tick, 1_000) : undefined;
  ticker?.unref();

  function tick() {
    if (running.size === 0 || isMuted) return;
    const text = `${[...running].join(', ')} … ${seconds(performance.now() - began)}`;
    stream.write(`${clear(stream)}${text.slice(0, (stream.columns ?? 80) - 1)}`);
  }

  return {
    begin: (name) => running.add(name),
    /** A step was made. */
    made(name, says, { ms, isFetched }) {
      running.delete(name);
      print(line(name, says, `${seconds(ms)}${isFetched ? ', downloaded' : ''}`));
    },
    /** A step's work was there already. */
    found(name, says) {
      running.delete(name);
      if (isFull) print(line(name, says, 'there'));
    },
    failed(name) {
      running.delete(name);
      print(line(name, 'failed', ''));
    },
    note: print,
    /** Nothing more is told: what fails now was stopped. */
    mute() {
      isMuted = true;
      clearInterval(ticker);
      stream.write(clear(stream));
    },
    /** Runs a download; those that run side by side count once. */
    async fetch(body) {
      fetching.begin();
      try {
        return await body();
      } finally {
        fetching.end();
      }
    },
    close(says) {
      clearInterval(ticker);
      const [all, share] = [performance.now() - began, fetching.ms()].map(seconds);
      print(line('set-up', says, `${all}, of it ${share} downloads`));
    },
  };
}

/** Measures how long at least one of several things was under way. */
function openStopwatch() {
  let open = 0;
  let since = 0;
  let total = 0;
  return {
    begin() {
      if (open === 0) since = performance.now();
      open += 1;
    },
    end() {
      open -= 1;
      if (open === 0) total += performance.now() - since;
    },
    ms: () => total,
  };
}

function line(name, says, time) {
  return `${name.padEnd(11)} ${says.padEnd(52)} ${time}`.trimEnd();
}

function seconds(ms) {
  return `${(ms / 1_000).toFixed(1)} s`;
}

function clear({ isTTY }) {
  return isTTY ? '\r\x1b[K' : '';
}
