import fc from 'fast-check';
import { seededRandom, stepFunctionsFunctions } from '../../../infra/local/asl/jsonata-functions';
import { only, runMachine } from './run-machine';

const outputOf = async (Output: unknown, input: unknown = {}) => (await runMachine(only({ Type: 'Pass', Output }), input)).result;

describe("Step Functions' own JSONata functions", () => {
  it.each([
    ['$partition', '{% $partition([1, 2, 3, 4, 5], 2) %}', [[1, 2], [3, 4], [5]]],
    ['$partition of nothing', '{% $partition([], 2) %}', []],
    ['$range', '{% $range(0, 10, 3) %}', [0, 3, 6, 9]],
    ['$range downwards', '{% $range(3, 1, -1) %}', [3, 2, 1]],
    ['$hash', '{% $hash("input data", "SHA-1") %}', 'aaff4a450a104cd177d28d18d74485e8cae074b7'],
    ['$parse', `{% $parse('{"foo": [1, null]}').foo %}`, [1, null]],
    ['$uuid', '{% $uuid() %}', 'uuid-1'],
    ['$random', '{% $random() %}', 0.5],
    ['$random with a seed', '{% $random(42) = $random(42) %}', true],
    ['$millis', '{% $millis() %}', 0],
    ['$now', '{% $now() %}', '1970-01-01T00:00:00.000Z'],
    ['$now with a picture', '{% $now("[Y0001]-[M01]-[D01] [H01]:[m01]", "+0200") %}', '1970-01-01 02:00'],
  ])('%s', async (_, expression, output) => {
    expect(await outputOf(expression)).toMatchObject({ status: 'SUCCEEDED', output });
  });

  it.each([
    ['{% $partition([1], 0) %}', '$partition: argument 2 must be 1 or more'],
    ['{% $partition(1, 1) %}', '$partition: argument 1 must be an array'],
    ['{% $range(1, 2, 0) %}', '$range: argument 3 must not be 0'],
    ['{% $range(1, 2, 0.5) %}', '$range: argument 3 must be an integer, not 0.5'],
    ['{% $hash("a", "CRC32") %}', '$hash: argument 2 must be one of MD5, SHA-1, SHA-256, SHA-384, SHA-512'],
    ['{% $parse("{") %}', "Expected property name or '}' in JSON at position 1"],
  ])('%s fails and says why', async (Output, why) => {
    expect(await outputOf(Output)).toMatchObject({ status: 'FAILED', error: 'States.QueryEvaluationError', cause: expect.stringContaining(why) });
  });

  it('draws seeded numbers as java.util.Random does', () => {
    expect([0, 42].map(seededRandom)).toEqual([0.730967787376657, 0.7275636800328681]);
  });

  it('puts the partitions of any array together again', () => {
    const { partition } = stepFunctionsFunctions({ now: () => 0, random: () => 0, uuid: () => '' });
    fc.assert(
      fc.property(fc.array(fc.integer()), fc.integer({ min: 1, max: 20 }), (list, size) => {
        const chunks = (partition as (list: unknown, size: unknown) => number[][])(list, size);
        expect(chunks.flat()).toEqual(list);
        expect(chunks.slice(0, -1).every((chunk) => chunk.length === size)).toBe(true);
      }),
    );
  });
});
