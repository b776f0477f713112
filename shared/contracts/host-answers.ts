import * as z from 'zod';

/** What the HTTP services that know hosts answer (docs/workflows/ce-usage-load.md): entries about what they know, keyed by what was asked. */
const text = z
  .string()
  .nullish()
  .transform((value) => value?.trim() || undefined);

export const companiesSchema = z.object({
  companies: z.record(
    z.string(),
    z.object({
      domain: z.string().trim().toLowerCase().min(1),
      name: text,
      employees: z.number().nullish().transform((value) => value ?? undefined),
      billingStreet: text,
      billingCity: text,
      billingPostalCode: text,
      billingCountry: text,
      industry: text,
    }),
  ),
});

export const hostsSchema = z.object({ hosts: z.record(z.string(), z.string()) });

export const registrationsSchema = z.object({ registrations: z.record(z.string(), z.object({ organisation: text, domain: z.string().trim().min(1) })) });
