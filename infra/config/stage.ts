import * as z from 'zod';
import { settingsSchema } from '../../shared/contracts/settings';
import { configError } from '../../shared/errors/app-error';

const size = z.strictObject({
  memoryMb: z.int().min(128).max(10_240),
  timeoutSeconds: z.int().min(1).max(900),
});

const isKnownTimeZone = (zone: string): boolean => {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).format(0) !== '';
  } catch {
    return false;
  }
};

/** Addresses under the reserved `.example` reach nobody (RFC 2606). */
const reachesSomebody = (address: string): boolean => !address.endsWith('.example');

/**
 * One deployment of revsignal: the settings that its rules read and the sizes of what runs them.
 * Nothing here has a default, so that a stage cannot speak in the name of an organisation that nobody chose.
 */
const stageSchema = z
  .strictObject({
    settings: settingsSchema,
    /** Production keeps its tables, secrets and sender whatever happens to a stack. */
    production: z.boolean(),
    /** Who gets the alarms of docs/runbook.md. */
    alarmRecipients: z.array(z.email()).min(1),
    /** Days; CloudWatch Logs knows these and no others. */
    logRetentionDays: z.literal([1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653]),
    /** Answers within one request (a webhook has 30 s); or works through a shard or a table. */
    sizes: z.strictObject({ light: size, heavy: size }),
    /** Children of a Distributed Map that run at the same time. */
    concurrency: z.strictObject({ shards: z.int().min(1), messages: z.int().min(1), vendorCalls: z.int().min(1) }),
    /** Above this the vendor is answered 429. */
    webhook: z.strictObject({ requestsPerSecond: z.int().min(1), burst: z.int().min(1) }),
    /** Likewise for users of the API. */
    api: z.strictObject({ requestsPerSecond: z.int().min(1), burst: z.int().min(1) }),
  })
  .refine((stage) => isKnownTimeZone(stage.settings.timeZone), { path: ['settings', 'timeZone'], error: 'must be an IANA time zone, such as America/Los_Angeles' })
  .refine((stage) => !stage.production || [stage.settings.messages.from, ...stage.settings.messages.operations.emails, ...stage.alarmRecipients].every(reachesSomebody), {
    path: ['production'],
    error: 'a production stage needs addresses that somebody reads: replace those under .example in settings.messages and alarmRecipients',
  });

export type Stage = Readonly<z.infer<typeof stageSchema>>;
/** A stage as a file of this folder writes it: not yet checked. */
export type StageSource = z.input<typeof stageSchema>;

/** Checks a stage; throws ConfigError that names the stage and each wrong field. */
export const parseStage = (name: string, source: unknown): Stage => {
  const parsed = stageSchema.safeParse(source);
  if (!parsed.success) {
    const problems = parsed.error.issues.map(({ path, message }) => `${path.join('.') || '(stage)'}: ${message}`);
    throw configError(`Stage "${name}" (infra/config/${name}.ts) is not valid: ${problems.join('; ')}`);
  }
  if (parsed.data.settings.stage !== name) {
    throw configError(`Stage "${name}" (infra/config/${name}.ts) is not valid: settings.stage: is "${parsed.data.settings.stage}", must be "${name}"`);
  }
  return parsed.data;
};
