/**
 * Waits for a value until a deadline on the clock of `performance.now()`. What comes later is left
 * to itself, a failure too.
 *
 * @throws An error with the code `ETIMEDOUT`.
 */
export async function inTime<Value>(coming: Promise<Value>, deadline: number): Promise<Value> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(Object.assign(new Error('Nothing came in time.'), { code: 'ETIMEDOUT' })),
      Math.max(0, deadline - performance.now()),
    );
  });
  try {
    return await Promise.race([coming, late]);
  } finally {
    clearTimeout(timer);
  }
}
