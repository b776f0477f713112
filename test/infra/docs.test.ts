import { readFileSync } from 'node:fs';
import { diagramOf } from '../../infra/docs/diagram';
import { generatedDocs } from '../../infra/docs/generated-docs';
import { inReadingOrder } from '../../infra/docs/machine';
import { synthesizeSample } from './synthesized';

const docs = generatedDocs(synthesizeSample());

describe('the generated docs', () => {
  it.each([...docs.keys()])('%s is up to date (else: npm run docs)', (path) => {
    expect(readFileSync(path, 'utf8')).toBe(docs.get(path));
  });

  it('draw choices with their outcomes, errors and the inside of maps, in the order of a run', () => {
    const machine = inReadingOrder({
      StartAt: 'Ask',
      States: {
        Sorry: { Type: 'Fail' },
        Done: { Type: 'Succeed' },
        'For each': { Type: 'Map', Next: 'Done', Catch: [{ Next: 'Sorry' }], ItemProcessor: { StartAt: 'Work', States: { Work: { Type: 'Task' } } } },
        'Is it?': { Type: 'Choice', Choices: [{ Condition: "{% $states.input.outcome = 'due' %}", Next: 'For each' }], Default: 'Done' },
        Ask: { Type: 'Task', Next: 'Is it?', Catch: [{ Next: 'Sorry' }] },
      },
    });

    expect(diagramOf(machine).split('\n')).toEqual([
      'stateDiagram-v2',
      '  state "Ask" as s1',
      '  state "Is it?" as s2',
      '  state "For each" as s3 {',
      '    state "Work" as s4',
      '    [*] --> s4',
      '    s4 --> [*]',
      '  }',
      '  state "Done" as s5',
      '  state "Sorry" as s6',
      '  [*] --> s1',
      '  s1 --> s2',
      '  s1 --> s6: error',
      '  s2 --> s3: due',
      '  s2 --> s5: otherwise',
      '  s3 --> s5',
      '  s3 --> s6: error',
      '  s5 --> [*]',
      '  s6 --> [*]',
    ]);
  });
});
