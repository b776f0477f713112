import type { Machine } from './machine';

/** The outcomes of a step that a condition asks for; the rest of it is bookkeeping. */
const labelOf = (condition: string): string => [...condition.matchAll(/outcome = '(\w+)'/g)].map(([, outcome]) => outcome).join(' or ') || 'yes';

const linesOf = ({ StartAt, States }: Machine, idOf: (name: string) => string, indent: string): string[] => {
  const line = (text: string): string => `${indent}${text}`;
  const edge = (from: string, to: string, label?: string): string => line(`${idOf(from)} --> ${idOf(to)}${label === undefined ? '' : `: ${label}`}`);
  return [
    ...Object.entries(States).flatMap(([name, { ItemProcessor: children }]) =>
      children === undefined ? [line(`state "${name}" as ${idOf(name)}`)] : [line(`state "${name}" as ${idOf(name)} {`), ...linesOf(children, idOf, `${indent}  `), line('}')],
    ),
    line(`[*] --> ${idOf(StartAt)}`),
    ...Object.entries(States).flatMap(([name, { Choices = [], Default, Next, Catch = [] }]) => [
      ...Choices.map(({ Condition, Next: then }) => edge(name, then, labelOf(Condition))),
      ...(Default === undefined ? [] : [edge(name, Default, 'otherwise')]),
      ...(Next === undefined ? [] : [edge(name, Next)]),
      ...Catch.filter(({ Next: handler }) => handler !== Next).map(({ Next: handler }) => edge(name, handler, 'error')),
      ...(Next === undefined && Choices.length === 0 ? [line(`${idOf(name)} --> [*]`)] : []),
    ]),
  ];
};

/** A state machine as a mermaid state diagram. */
export const diagramOf = (machine: Machine): string => {
  const ids = new Map<string, string>();
  const idOf = (name: string): string => {
    const id = ids.get(name) ?? `s${ids.size + 1}`;
    ids.set(name, id);
    return id;
  };
  return ['stateDiagram-v2', ...linesOf(machine, idOf, '  ')].join('\n');
};
