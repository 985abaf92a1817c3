const STATUS_BY_CLASS: Readonly<Record<string, number>> = {
  0: 400,
  1: 404,
  2: 409,
  3: 422,
  4: 403,
  5: 412,
};

/** Two letters and a digit for the class; XX and HV are PostgreSQL's own. */
const REFUSAL_CODE = /^(?!XX|HV)[A-Z]{2}([0-9])[0-9A-Z]{2}$/;

/**
 * The HTTP status of a refusal's code, by its class; any class without a status of its own is 500.
 *
 * @returns Undefined for what is no refusal: PostgreSQL's own SQLSTATE.
 */
export function statusOfCode(code: string): number | undefined {
  const [, digit] = REFUSAL_CODE.exec(code) ?? [];
  return digit === undefined ? undefined : (STATUS_BY_CLASS[digit] ?? 500);
}
