import * as fc from 'fast-check';
import type { Condition, DateLiteral, Tree, Value } from '../../../shared/soql/ast';
import { COUNTED_LITERALS, FIXED_LITERALS } from '../../../shared/soql/date-literals';
import type { FIELDS } from './sample-object';

/** Zones that differ in side of Greenwich, odd offsets, and in how (and whether) they change their clocks. */
export const anyTimeZone = fc.constantFrom(
  'America/Los_Angeles', 'America/New_York', 'America/Sao_Paulo', 'America/Havana', 'America/St_Johns', 'Europe/Berlin', 'Europe/London',
  'Africa/Cairo', 'Asia/Kathmandu', 'Asia/Beirut', 'Asia/Tokyo', 'Australia/Lord_Howe', 'Pacific/Apia', 'Pacific/Kiritimati', 'UTC',
);

const instantBetween = (from: string, to: string) =>
  fc.integer({ min: Date.parse(from), max: Date.parse(to) }).map((milliseconds) => new Date(milliseconds).toISOString());

export const anyInstant = instantBetween('1990-01-01T00:00:00Z', '2037-12-31T00:00:00Z');

/** Few and similar texts, so that conditions and records meet; whatever else fast-check thinks of, so that they are not alone. */
const text = fc.oneof(
  fc.constantFrom('Acme', 'ACME', 'acme', 'Acme Inc', 'Zürich', 'ZÜRICH', 'İzmir', 'izmir', "it's", 'a\\b', 'a%b', 'A_b', 'x\ny', '😀', ' '),
  fc.string({ minLength: 1, maxLength: 5 }),
);
const selection = fc.subarray(['Core', 'core', 'Plus', 'Max'], { minLength: 1 }).map((parts) => parts.join(';'));
const number = fc.integer({ min: -20, max: 20 }).map((quarters) => quarters / 4);
const day = instantBetween('2024-08-01T00:00:00Z', '2024-12-31T00:00:00Z').map((instant) => instant.slice(0, 10));
const instant = fc.oneof(
  instantBetween('2024-08-01T00:00:00Z', '2024-12-31T00:00:00Z'),
  fc.constantFrom('2024-10-08T07:00:00.000Z', '2024-10-08T07:00:00Z', '2024-10-08T09:00:00+02:00', '2024-10-09T06:59:59.999Z', '2024-11-03T08:59:59Z'),
);
const dateLiteral: fc.Arbitrary<DateLiteral> = fc.oneof(
  fc.constantFrom(...FIXED_LITERALS).map((literal) => ({ literal })),
  fc.record({ literal: fc.constantFrom(...Object.keys(COUNTED_LITERALS)), n: fc.integer({ min: 1, max: 4 }) }),
);
const pattern = fc
  .array(fc.oneof(fc.constantFrom('%', '_', '\\%', '\\_', '\\\\', 'ac', 'ME', "'", '.', '(', '\n', 'ü'), fc.string({ minLength: 1, maxLength: 2 }).map((part) => part.replace(/[\\%_]/gu, 'x'))), { minLength: 1, maxLength: 5 })
  .map((parts) => parts.join(''));

const fieldOf = (...names: readonly (keyof typeof FIELDS)[]) => fc.constantFrom(...names);
const orders = fc.constantFrom('=', '!=', '<', '<=', '>', '>=');
const equality = fc.constantFrom('=', '!=');
const membership = fc.constantFrom('in', 'not in');

const conditionsOn = (field: fc.Arbitrary<string>, value: fc.Arbitrary<Value>): fc.Arbitrary<Condition> =>
  fc.oneof(
    fc.record({ op: orders, field, value }),
    fc.record({ op: equality, field, value: fc.constant(null) }),
    fc.record({ op: membership, field, values: fc.array(fc.option(value), { minLength: 1, maxLength: 3 }) }),
  );

const anyCondition: fc.Arbitrary<Condition> = fc.oneof(
  conditionsOn(fieldOf('Name', 'LeadSource', 'Id'), text),
  conditionsOn(fieldOf('Amount'), number),
  conditionsOn(fieldOf('CloseDate'), fc.oneof(day, dateLiteral)),
  conditionsOn(fieldOf('CreatedDate'), fc.oneof(instant, dateLiteral)),
  fc.record({ op: equality, field: fieldOf('UserGem__NoLongerAtCompany__c'), value: fc.boolean() }),
  fc.record({ op: equality, field: fieldOf('Products__c'), value: fc.option(selection) }),
  fc.record({ op: fc.constantFrom('includes', 'excludes'), field: fieldOf('Products__c'), values: fc.array(selection, { minLength: 1, maxLength: 2 }) }),
  fc.record({ op: fc.constant('like'), field: fieldOf('Name', 'LeadSource'), value: pattern }),
);

/** Syntax trees that suit `FIELDS`. */
export const anyTree: fc.Arbitrary<Tree> = fc.letrec<{ tree: Tree }>((tie) => ({
  tree: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    anyCondition,
    fc.record({ op: fc.constantFrom('and', 'or'), of: fc.array(tie('tree'), { minLength: 2, maxLength: 3 }) }),
    fc.record({ op: fc.constant('not'), of: tie('tree') }),
  ),
})).tree;

const orNonsense = (value: fc.Arbitrary<unknown>) =>
  fc.oneof({ weight: 5, arbitrary: value }, { weight: 1, arbitrary: fc.constantFrom(null, undefined, '', 'nonsense', 0, Number.NaN, true, {}, []) });

/** Records with fields of `FIELDS`: some absent, some null, some of a type that the field cannot hold. */
export const anyRecord = fc.record(
  {
    Id: orNonsense(text),
    Name: orNonsense(text),
    LeadSource: orNonsense(text),
    Products__c: orNonsense(selection),
    UserGem__NoLongerAtCompany__c: orNonsense(fc.boolean()),
    Amount: orNonsense(number),
    CloseDate: orNonsense(day),
    CreatedDate: orNonsense(instant),
  },
  { requiredKeys: [] },
);
