import * as z from 'zod';
import { bandProblems, GRADES } from '../domain/scorecard/bands';
import { CATEGORY_IDS } from '../domain/scorecard/categories.table';

const band = z.strictObject({ grade: z.enum(GRADES), atLeast: z.number().optional(), moreThan: z.number().optional(), atMost: z.number().optional() });

/** The bands of a stage, best grade first in each category; what does not fit together is named with its category (SC-03, SC-04). */
export const bandsSchema = z
  .strictObject({ version: z.string().min(1), categories: z.record(z.enum(CATEGORY_IDS), z.array(band).min(2).readonly()) })
  .superRefine((bands, context) => bandProblems(bands).forEach((message) => context.addIssue({ code: 'custom', message, path: ['categories'] })));
