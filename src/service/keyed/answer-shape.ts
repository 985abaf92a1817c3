import { type Endpoint, REFUSAL, REPLAYED } from '../../contract/endpoint.ts';
import type { Types } from '../../catalog/routine.ts';
import { compileSerializer, type Row, type RowSerializer } from '../answer/row-serializer.ts';
import { type Field, formOf } from '../answer/value-form.ts';
import { type ListWriter, listWriterOf } from '../wire/list-writer.ts';

/**
 * How the rows of a routine become an answer. It is kept beside an answer that is kept, so that a
 * deployment that changes the routine changes no answer of before.
 */
export interface AnswerShape {
  readonly isList: boolean;
  /** Empty for a routine that returns nothing. */
  readonly fields: readonly Field[];
}

/** A shape made ready for writing. */
export interface CompiledShape extends AnswerShape {
  readonly serializer: RowSerializer;
  /** Makes the writer of one list, from its rows' bytes. */
  readonly listWriter: () => ListWriter;
  /** The place of the refusal in a row; -1 where the routine returns none. */
  readonly refusalAt: number;
  /** The place of what says that the request was answered before; -1 where nothing does. */
  readonly replayedAt: number;
}

/** An answer that is kept. */
export interface Kept {
  readonly rows: readonly Row[];
  readonly shape: CompiledShape;
  /** True when an earlier request had the effect. */
  readonly isReplayed: boolean;
}

/** The shape of an endpoint's answers. */
export function shapeOf({ answer, isList }: Endpoint, types: Types): AnswerShape {
  return { isList, fields: answer.map(({ key, type }) => [key, formOf(types, type)]) };
}

/** Makes a shape ready. */
export function compileShape({ isList, fields }: AnswerShape): CompiledShape {
  return {
    isList,
    fields,
    serializer: compileSerializer(fields),
    listWriter: listWriterOf(fields),
    refusalAt: fields.findIndex(([key]) => key === REFUSAL),
    replayedAt: fields.findIndex(([key, form]) => key === REPLAYED && form === 'bool'),
  };
}

/** How many shapes stay compiled: one for each routine and each of its deployments within a day. */
const MOST_SHAPES = 500;

/** Reads shapes that were kept; each is compiled once. */
export function openShapes(): (text: string) => CompiledShape {
  const compiled = new Map<string, CompiledShape>();
  return (text) => {
    const known = compiled.get(text);
    if (known) return known;
    if (compiled.size >= MOST_SHAPES) compiled.clear();
    const shape = compileShape(JSON.parse(text) as AnswerShape); // this service wrote it
    compiled.set(text, shape);
    return shape;
  };
}
