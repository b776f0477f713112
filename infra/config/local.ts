import { DEFAULT_BANDS } from '../../shared/domain/scorecard/bands.table';
import { DEFAULT_SOURCES } from '../../shared/domain/leads/initial-sources.table';
import type { StageSource } from './stage';

/** The sample company that `npm start` runs: every address is reserved by RFC 2606, so nothing can reach anybody. */
export const local: StageSource = {
  settings: {
    stage: 'local',
    timeZone: 'America/Los_Angeles',
    launch: {
      trainingOn: '2024-09-19',
      goLiveOn: '2024-09-23',
      retroPushes: [
        { push: 1, on: '2024-09-22', motions: ['job_change', 'new_hire', 'promotion'] },
        { push: 2, on: '2024-09-29', motions: ['new_hire', 'promotion'] },
        { push: 3, on: '2024-10-06', motions: ['new_hire', 'promotion'] },
      ],
    },
    usergems: {
      baseUrl: 'https://api.usergems.example/v1',
      requestsPerSecond: 20,
      // 50,000 adds take 42 minutes even of simulated time, and minutes of real: a replay of exports is about their leads.
      tellLists: 'by hand',
      signal: 'Contact Tracking',
      accountLists: [
        { list: 'target', reportId: 1, reportName: 'Target accounts' },
        { list: 'customer', reportId: 2, reportName: 'Customers' },
      ],
    },
    tracking: { capacity: 50_000, tier1: 1_000 },
    routing: { alternatePolicies: [] },
    notifications: { enabled: true, rule1dMode: 'title', syncWait: { seconds: 300, times: 24 } },
    messages: {
      from: 'revsignal@mail.company.example',
      operations: { emails: ['marketing-operations@company.example'], slackChannel: '#revsignal-operations' },
      askTeams: { marketingOperations: 'Marketing Operations', salesDevelopment: 'Sales Development' },
      links: {
        Lead: 'https://crm.example/lightning/r/Lead/{Id}/view',
        Contact: 'https://crm.example/lightning/r/Contact/{Id}/view',
        Account: 'https://crm.example/lightning/r/Account/{Id}/view',
        Opportunity: 'https://crm.example/lightning/r/Opportunity/{Id}/view',
      },
    },
    scorecard: {
      recipients: { emails: ['marketing-operations@company.example', 'sales-development@company.example'], slackChannel: '#usergems' },
      readers: ['Marketing Ops', 'Sales Development Leader', 'Sales Admin'],
      bands: DEFAULT_BANDS,
    },
    // Whom `npm start` lets the API be called as (docs/api.md).
    access: { principals: [{ arn: 'arn:aws:sts::000000000000:assumed-role/local/*', user: '{session}' }], erasers: ['Marketing Ops', 'Sales Admin'], pubSecDefault: 'allow' },
    leads: {
      intakeSeconds: 60,
      batch: 1_000,
      questionsChannel: '#Lead-Questions',
      sources: DEFAULT_SOURCES,
      noEngageSources: ['GitLab.com'],
      points: {},
      holidays: [],
      queueCleanUp: { enabled: false, queues: {} },
    },
    usagePings: {
      staleAfterDays: 60,
      excludedCompanies: ['Microsoft', 'Amazon.com'],
      services: { enrichmentUrl: 'https://enrichment.example', reverseDns: 'https://reverse-dns.example', whoisUrl: 'https://whois.example' },
    },
    // Nobody but an operator syncs a replay's records to a vendor.
    outreach: { baseUrl: 'https://api.outreach.example', sync: 'by hand' },
    matching: { freeMailHosts: [], countryAliases: {} },
  },
  production: false,
  alarmRecipients: ['on-call@company.example'],
  logRetentionDays: 30,
  sizes: {
    light: { memoryMb: 512, timeoutSeconds: 28 },
    // 1,769 MB is one whole vCPU (https://docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html).
    heavy: { memoryMb: 1_769, timeoutSeconds: 900 },
  },
  concurrency: { shards: 10, messages: 5, vendorCalls: 1 },
  webhook: { requestsPerSecond: 1_000, burst: 2_000 },
  api: { requestsPerSecond: 20, burst: 40 },
};
