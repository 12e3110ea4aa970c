/**
 * The shape of a `.gradpath` file. This is the source: `resources/gradpath.schema.json` is generated from it, and files are
 * checked against it. Matrices are checked by an own loop when a file is opened (a hundred thousand numbers one by one
 * through a schema take a tenth of a second), and described in full in the JSON Schema.
 */
import { z } from 'zod';
import { ACTIVATION_NAMES, LOSS_NAMES, OP_NAMES } from '../engine';
import { ID_PATTERN } from './document';
import { LONGEST_NAME, MOST_UNITS_OF_ONE } from './limits';

// Without this zod compiles schemas with `new Function`, which the app's content security policy refuses.
z.config({ jitless: true });

export const FORMAT_NAME = 'gradpath';
export const FORMAT_VERSION = 1;

const id = z.string().regex(ID_PATTERN);
const label = z.string().max(LONGEST_NAME).optional();
const position = z.looseObject({ x: z.number(), y: z.number() }).optional();
const view = z.enum(['units', 'block']).optional();
const locked = z.boolean().optional();
const size = z.int().min(1).max(MOST_UNITS_OF_ONE);

/** Matrices in full, for the JSON Schema. */
const describedMatrix = z.union([
  z.array(z.array(z.number())),
  z.strictObject({ shape: z.tuple([z.int().min(0), z.int().min(0)]), data: z.string() }),
]);
const describedVector = z.array(z.number());

function schemaWith(vector: z.ZodType, matrix: z.ZodType) {
  const node = z.discriminatedUnion('kind', [
    z.looseObject({ id, kind: z.literal('input'), label, size, values: vector, position, view, locked }),
    z.looseObject({
      id,
      kind: z.literal('layer'),
      label,
      size,
      activation: z.enum(ACTIVATION_NAMES),
      bias: vector.nullish(),
      surrogate: z.enum(ACTIVATION_NAMES).nullish(),
      position,
      view,
      locked,
    }),
    z.looseObject({ id, kind: z.literal('op'), label, op: z.enum(OP_NAMES), size, position, view, locked }),
    z.looseObject({
      id,
      kind: z.literal('loss'),
      label,
      loss: z.enum(LOSS_NAMES),
      target: vector,
      position,
      view,
      locked,
    }),
  ]);
  const edge = z.looseObject({
    id,
    source: id,
    target: id,
    label,
    weight: matrix.optional(),
    mask: matrix.optional(),
    tiedTo: id.optional(),
    frozen: z.boolean().optional(),
  });
  return z.looseObject({
    format: z.literal(FORMAT_NAME),
    version: z.literal(FORMAT_VERSION),
    name: z.string().max(LONGEST_NAME).optional(),
    nodes: z.array(node),
    edges: z.array(edge),
  });
}

/** What an opened file is checked against; its vectors and matrices are left to `fileNumbers.ts`. */
export const fileSchema = schemaWith(z.unknown(), z.unknown());
export type FileShape = z.infer<typeof fileSchema>;

/** The JSON Schema that lies in resources/. */
export function jsonSchema(): unknown {
  const described = z.toJSONSchema(schemaWith(describedVector, describedMatrix), { target: 'draft-2020-12' });
  return { title: 'Gradpath network', ...described };
}
