import { parseSoql } from '../../../infra/rules/parse-soql';
import { SoqlError } from '../../../infra/rules/soql-error';
import type { Tree } from '../../../shared/soql/ast';

const FIELDS = {
  Id: 'id',
  Name: 'string',
  Status: 'picklist',
  Products__c: 'multipicklist',
  Won__c: 'boolean',
  Amount: 'number',
  CloseDate: 'date',
  CreatedDate: 'datetime',
  Last: 'string',
} as const;

describe('a clause becomes a tree', () => {
  it.each<[where: string, tree: Tree]>([
    ["status = 'Raw' and createddate = yesterday", { op: 'and', of: [{ op: '=', field: 'Status', value: 'Raw' }, { op: '=', field: 'CreatedDate', value: { literal: 'YESTERDAY' } }] }],
    ["(Name='a' OR Name='b') AND NOT Won__c=TRUE", { op: 'and', of: [{ op: 'or', of: [{ op: '=', field: 'Name', value: 'a' }, { op: '=', field: 'Name', value: 'b' }] }, { op: 'not', of: { op: '=', field: 'Won__c', value: true } }] }],
    ['((Amount <> -5.5))', { op: '!=', field: 'Amount', value: -5.5 }],
    ['CloseDate > LAST_N_DAYS:30', { op: '>', field: 'CloseDate', value: { literal: 'LAST_N_DAYS', n: 30 } }],
    ['CreatedDate <= 2024-10-08T00:00:00-07:00', { op: '<=', field: 'CreatedDate', value: '2024-10-08T00:00:00-07:00' }],
    ["Name = ''", { op: '=', field: 'Name', value: null }],
    ["Name IN ('a', null)", { op: 'in', field: 'Name', values: ['a', null] }],
    ["Name NOT\tIN\n('a')", { op: 'not in', field: 'Name', values: ['a'] }],
    ["Products__c EXCLUDES ('a;b', 'c')", { op: 'excludes', field: 'Products__c', values: ['a;b', 'c'] }],
    [String.raw`Name = 'it\'s \"A\" \\ \u0042\n'`, { op: '=', field: 'Name', value: 'it\'s "A" \\ B\n' }],
    [String.raw`Name LIKE 'it\'s 50\%\_\\%'`, { op: 'like', field: 'Name', value: String.raw`it's 50\%\_\\%` }],
  ])('%s', (where, tree) => {
    expect(parseSoql(where, FIELDS)).toEqual(tree);
  });
});

describe('what cannot be meant is refused with its place and the fix', () => {
  const KNOWN_FIELDS = Object.keys(FIELDS).join(', ');
  const COMPARISONS = '=, !=, <, <=, >, >=';

  /** The place is where the caret stands below the clause. */
  it.each<[where: string, place: string, problem: string]>([
    ["Name='a' Name='b'", '         ^', 'AND or OR is missing before Name'],
    ["Name = 'a' AND Amount = 1 OR Amount = 2", '                          ^', 'AND and OR stand side by side: put parentheses around what belongs together'],
    ["Name = 'a' AND", '              ^', 'A condition begins with a field, not with the end'],
    ["OR Name = 'a'", '^', 'A condition begins with a field, not with OR'],
    ['', '^', 'A condition begins with a field, not with the end'],
    ["'a' = Name", '^', "A condition begins with a field, not with 'a'"],
    ["(Name = 'a' AND (Amount = 1)", '^', 'This parenthesis is never closed'],
    ["(Name = 'a' Amount = 1)", '            ^', 'AND or OR is missing before Amount'],
    ["Name = 'a')", '          ^', 'This parenthesis closes nothing'],
    ["Name = 'a' ORDER BY Name", '           ^', 'ORDER does not belong here: a rule is only the condition that follows WHERE'],
    ["WHERE Name = 'a'", '^', 'WHERE does not belong here: a rule is only the condition that follows WHERE'],
    ["Nmae2 = 'a'", '^', `Unknown field Nmae2; known are ${KNOWN_FIELDS}`],
    ["Createddat = TODAY", '^', 'Unknown field Createddat; did you mean CreatedDate?'],
    ["Account.Name = 'a'", '^', 'Relationship paths are not supported (Account.Name): a rule looks at one record'],
    ['CALENDAR_YEAR(CreatedDate) = 2024', '^', 'Functions are not supported (CALENDAR_YEAR): compare a field itself'],
    ["Name = 'Last' AND Last = 'a'", '                  ^', 'Last is a reserved word of SOQL'],
    ['Name', '    ^', `An operator is missing after Name: ${COMPARISONS}, LIKE, IN, NOT IN, INCLUDES, EXCLUDES`],
    ["Name NOT LIKE 'a'", '     ^', 'SOQL has no NOT LIKE: write NOT Name LIKE …'],
    ["CreatedDate LIKE 'a'", '            ^', `LIKE does not suit CreatedDate (datetime): use ${COMPARISONS}, IN, NOT IN`],
    ['Won__c > FALSE', '       ^', '> does not suit Won__c (boolean): use =, !='],
    ["Name INCLUDES ('a')", '     ^', `INCLUDES does not suit Name (string): use ${COMPARISONS}, LIKE, IN, NOT IN`],
    ["Products__c IN ('a')", '            ^', 'IN does not suit Products__c (multipicklist): use =, !=, INCLUDES, EXCLUDES'],
    ["Id LIKE '001%'", '   ^', `LIKE does not suit Id (id): use ${COMPARISONS}, IN, NOT IN`],
    ["Won__c = 'true'", '         ^', "Won__c (boolean) takes TRUE or FALSE, not the text 'true'"],
    ['Won__c = null', '         ^', 'Won__c (boolean) takes TRUE or FALSE, not null'],
    ["Amount = '5'", '         ^', "Amount (number) takes a number without quotes, not the text '5'"],
    ['Name = 5', '       ^', 'Name (string) takes text in single quotes, not the number 5'],
    ['Name IN (5)', '         ^', 'Name (string) takes text in single quotes, not the number 5'],
    ["CloseDate = '2024-10-08'", '            ^', "CloseDate (date) takes a date (2024-10-08) or a date literal (YESTERDAY) without quotes, not the text '2024-10-08'"],
    ['CreatedDate = 2024-10-08', '              ^', 'CreatedDate (datetime) takes a date-time with zone (2024-10-08T07:00:00Z) or a date literal (YESTERDAY) without quotes, not the date 2024-10-08'],
    ['Amount < null', '         ^', "Only = and != take null, and '' is null"],
    ["Name > ''", '       ^', "Only = and != take null, and '' is null"],
    ["Name LIKE ''", '          ^', "LIKE takes text in single quotes that is not empty, not ''"],
    ['Products__c INCLUDES (null)', '                      ^', 'INCLUDES takes text in single quotes that is not empty, not null'],
    ['CloseDate = 2024-13-45', '            ^', 'There is no date 2024-13-45'],
    ['CloseDate = 2023-02-29', '            ^', 'There is no date 2023-02-29'],
    ['CreatedDate = 2024-10-08T24:00:00Z', '              ^', 'There is no date-time 2024-10-08T24:00:00Z'],
    ['CreatedDate = 2024-10-08T07:00:00', '              ^', '2024-10-08T07:00:00 is neither a date (2024-10-08) nor a date-time with zone (2024-10-08T07:00:00Z)'],
    ['CloseDate = 2024-2-3', '            ^', '2024-2-3 is neither a date (2024-10-08) nor a date-time with zone (2024-10-08T07:00:00Z)'],
    ['CreatedDate = YESTERDY', '              ^', 'Unknown date literal YESTERDY; did you mean YESTERDAY?'],
    ['CreatedDate = LAST_90_DAYS', '              ^', 'LAST_90_DAYS is not supported: write LAST_N_DAYS:90'],
    ['CreatedDate = THIS_FISCAL_YEAR', '              ^', 'THIS_FISCAL_YEAR is not supported, since the fiscal year is unknown here: write it in calendar quarters or years'],
    ['CreatedDate = LAST_N_DAYS', '                         ^', 'LAST_N_DAYS needs a whole number from 1 to 36525, as in LAST_N_DAYS:7'],
    ['CreatedDate = LAST_N_DAYS:0', '                          ^', 'LAST_N_DAYS needs a whole number from 1 to 36525, as in LAST_N_DAYS:7'],
    ['CreatedDate = N_YEARS_AGO:101', '                          ^', 'N_YEARS_AGO needs a whole number from 1 to 100, as in N_YEARS_AGO:7'],
    ['CreatedDate = TODAY:3', '              ^', 'TODAY takes no number'],
    ['Name = Status', '       ^', 'Status is no value: text stands in single quotes'],
    ['Name = "a"', '       ^', 'Text stands in single quotes'],
    ["Name = 'a", '       ^', String.raw`This text is not closed on its line: end it with a single quote, write a quote inside it as \' and a new line as \n`],
    [String.raw`Name = 'a\%'`, '         ^', String.raw`\% is no escape sequence here: a backslash itself is written \\`],
    ['Name = :name', '       ^', 'Bind variables are not supported: write the value itself'],
    ['Id IN :ids', '      ^', 'Bind variables are not supported: write the values themselves'],
    ['Id IN (SELECT Id FROM Lead)', '       ^', 'Subqueries are not supported: a rule looks at one record'],
    ["Id IN 'a'", '      ^', "A list in parentheses is missing here, such as ('a', 'b')"],
    ['Id IN ()', '       ^', 'A value is missing before )'],
    ["Id IN ('a' 'b')", '           ^', "A comma or a closing parenthesis is missing before 'b'"],
    ['Amount = (5)', '         ^', 'One value is compared here: use IN for a list'],
    ['Amount = USD5000', '         ^', 'Currency codes are not supported: write the number of USD5000 alone'],
    ['Amount = 1e3', '         ^', '1e3 is no number: write it like -5 or 12.5'],
    ['Amount == 5', '        ^', 'A value is missing before ='],
    ['Amount # 5', '       ^', 'Unexpected character #'],
  ])('%s', (where, place, problem) => {
    const expected = `line 1, column ${place.length}: ${problem}\n  ${where}\n  ${place}`;

    expect(() => parseSoql(where, FIELDS)).toThrow(SoqlError);
    expect(() => parseSoql(where, FIELDS)).toThrow(new Error(expected));
  });

  it('shows the line it speaks of, tabs included', () => {
    expect(() => parseSoql("Name = 'a' AND\n\tCreatedDate = TODYA\n\tAND Amount = 1", FIELDS)).toThrow(
      new Error('line 2, column 16: Unknown date literal TODYA; did you mean TODAY?\n  \tCreatedDate = TODYA\n  \t              ^'),
    );
  });

  it('lists the date literals when none is close', () => {
    expect(() => parseSoql('CreatedDate = LAST_N_FORTNIGHTS:2', FIELDS)).toThrow(
      /^line 1, column 15: Unknown date literal LAST_N_FORTNIGHTS; known are YESTERDAY, .*, N_YEARS_AGO:n\n/u,
    );
  });
});
