/** One thing that was looked at. */
export interface Diagnosis {
  /** What it belongs to: the lines of one area stand together. */
  readonly area: 'database' | 'programs' | 'settings';
  readonly name: string;
  readonly state: 'good' | 'doubtful' | 'bad';
  /** What was found; never a secret. */
  readonly says: string;
}

/** Makes the diagnoses of an area. */
export const diagnosisOf =
  (area: Diagnosis['area']) =>
  (name: string, state: Diagnosis['state'], says: string): Diagnosis => ({
    area,
    name,
    state,
    says,
  });
