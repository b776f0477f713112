import * as z from 'zod';

const transition = z.looseObject({ Next: z.string() });

/** As much of a state as the docs look at; the rest is carried along. */
const stateSchema = z.looseObject({
  Type: z.string(),
  Next: z.string().optional(),
  Choices: z.array(transition.extend({ Condition: z.string() })).optional(),
  Default: z.string().optional(),
  Catch: z.array(transition).optional(),
  get ItemProcessor() {
    return machineSchema.optional();
  },
});

/** A definition in the Amazon States Language. */
export const machineSchema = z.looseObject({ StartAt: z.string(), States: z.record(z.string(), stateSchema) });
export type Machine = z.infer<typeof machineSchema>;

/** The machine with its states in the order in which a run meets them, errors last; CDK writes them in the order of its own walk. */
export const inReadingOrder = (machine: Machine): Machine => {
  const ordered: Machine['States'] = {};
  const visit = (name: string): void => {
    const state = machine.States[name];
    if (state === undefined || name in ordered) return;
    ordered[name] = state.ItemProcessor === undefined ? state : { ...state, ItemProcessor: inReadingOrder(state.ItemProcessor) };
    const { Choices = [], Default = [], Next = [] } = state;
    [Choices.map((choice) => choice.Next), Default, Next].flat().forEach(visit);
  };
  visit(machine.StartAt);
  Object.values(machine.States).flatMap(({ Catch = [] }) => Catch.map(({ Next }) => Next)).forEach(visit);
  return { ...machine, States: ordered };
};
