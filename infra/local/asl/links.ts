import type { BlockFields, StateFields } from './grammar';

type MovingFields = Extract<StateFields, { Type: 'Task' | 'Parallel' | 'Map' | 'Wait' | 'Pass' }>;

const isMoving = (fields: StateFields): fields is MovingFields => !['Choice', 'Succeed', 'Fail'].includes(fields.Type);

/** Every way out of a state: the field that says so, and the target. */
const targetsOf = (fields: StateFields): { field: string; target: string }[] => {
  const ways = [
    ...(isMoving(fields) ? [{ field: 'Next', target: fields.Next }] : []),
    ...(fields.Type === 'Choice' ? [{ field: 'Default', target: fields.Default }] : []),
    ...('Choices' in fields ? fields.Choices.map(({ Next }, index) => ({ field: `Choices/${index}/Next`, target: Next })) : []),
    ...('Catch' in fields ? (fields.Catch ?? []).map(({ Next }, index) => ({ field: `Catch/${index}/Next`, target: Next })) : []),
  ];
  return ways.flatMap(({ field, target }) => (target === undefined ? [] : [{ field, target }]));
};

/** The names that a state assigns, on whichever way out. */
export const variablesOf = (fields: StateFields): string[] =>
  [fields, ...('Choices' in fields ? fields.Choices : []), ...('Catch' in fields ? (fields.Catch ?? []) : [])].flatMap((part) =>
    'Assign' in part ? Object.keys(part.Assign ?? {}) : [],
  );

const reachable = (start: string, states: ReadonlyMap<string, StateFields>): Set<string> => {
  const reached = new Set([start]);
  for (const name of reached) {
    const fields = states.get(name);
    for (const { target } of fields ? targetsOf(fields) : []) reached.add(target);
  }
  return reached;
};

const endsBlock = (fields: StateFields): boolean => fields.Type === 'Succeed' || fields.Type === 'Fail' || (isMoving(fields) && fields.End === true);

/**
 * What is wrong between the states of a block: targets, reachability, an end, and variables that belong to the blocks around it.
 * `states` are those that could be read; `names` collects the names of the whole machine, which may not repeat.
 */
export const linkProblems = (
  block: BlockFields,
  states: ReadonlyMap<string, StateFields>,
  place: { readonly where: string; readonly names: Set<string>; readonly outerVariables: ReadonlySet<string> },
): string[] => {
  const problems: string[] = [];
  if (!Object.hasOwn(block.States, block.StartAt)) problems.push(`${place.where}: field StartAt names '${block.StartAt}', which is no state here`);
  for (const [name, fields] of states) {
    if (place.names.has(name)) problems.push(`State '${name}': the name is used twice in the state machine`);
    place.names.add(name);
    if (isMoving(fields) && (fields.Next !== undefined) === (fields.End === true)) problems.push(`State '${name}': give either Next or End`);
    for (const { field, target } of targetsOf(fields)) {
      if (!Object.hasOwn(block.States, target)) problems.push(`State '${name}': field ${field} names '${target}', which is no state beside it`);
    }
    for (const variable of variablesOf(fields)) {
      if (place.outerVariables.has(variable)) problems.push(`State '${name}': field Assign sets '${variable}', which belongs to the states around this block`);
    }
  }
  if (states.size < Object.keys(block.States).length) return problems; // the rest cannot be told while a state is missing
  const reached = reachable(block.StartAt, states);
  for (const name of states.keys()) if (!reached.has(name)) problems.push(`State '${name}': no state leads to it`);
  if (![...states.values()].some(endsBlock)) problems.push(`${place.where}: no state ends it`);
  return problems;
};
