import { demographicsOf } from '../../../shared/domain/leads/demographics';

const isFreeMail = (host: string): boolean => host === 'gmail.com';

describe('points of an address and a title (LD-T1)', () => {
  it.each([
    ['Analyst', []],
    ['VP Engineering', ['senior_title']],
    ['Director of IT', ['senior_title']],
    ['head-of-platform', ['senior_title']],
    ['Engineering Manager', ['senior_title']],
    ['Senior Engineer', ['senior_title', 'junior_title']],
    ['DEVELOPER', ['junior_title']],
    ['Headcount Analyst', []],
    ['Managers', []],
    ['', ['junior_title']],
    ['  ', ['junior_title']],
    ['08 15', ['junior_title']],
    ['Nr. 5', []],
  ])('title "%s"', (Title, findings) => {
    expect(demographicsOf({ Title }, isFreeMail)).toEqual(findings);
  });

  it.each([
    ['ada@co7.example', ['company_email']],
    ['ada@GMAIL.com', ['free_email']],
    [undefined, []],
    ['ada@localhost', []],
  ])('address %s', (Email, findings) => {
    expect(demographicsOf({ Email, Title: 'Analyst' }, isFreeMail)).toEqual(findings);
  });

  it('tells the address before the title', () => {
    expect(demographicsOf({ Email: 'ada@co7.example', Title: 'Senior Engineer' }, isFreeMail)).toEqual(['company_email', 'senior_title', 'junior_title']);
  });
});
