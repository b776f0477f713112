import { randomUUID } from 'node:crypto';
import { normaliseEmail } from '../domain/matching/normalise';
import { isAddress } from '../domain/privacy/person';
import { invalidInputError } from '../errors/app-error';
import { WORKFLOWS } from '../names/workflows';
import type { WorkflowStarter } from '../ports/workflow-starter';
import type { StoreDeps } from './store-deps';

/** The execution of a request carries its id and nothing of the person. */
export const erasureExecution = (erasureId: string): string => `${WORKFLOWS.erasure}-${erasureId}`;

const MOST_CHARACTERS = 320;

/**
 * Asks for a person to be erased: keeps the request and starts the workflow. While a request for the address is open, that one is returned,
 * and started if it was not. `by` is a user id or `operator`, `at` an instant. InvalidInputError, which does not repeat what was given,
 * when it is no e-mail address.
 */
export const requestErasure = async (
  { erasures, starter }: Pick<StoreDeps, 'erasures'> & { readonly starter: WorkflowStarter },
  { email: given, by, at }: { readonly email: unknown; readonly by: string; readonly at: string },
): Promise<{ readonly erasureId: string }> => {
  const email = typeof given === 'string' ? normaliseEmail(given) : undefined;
  if (email === undefined || email.length > MOST_CHARACTERS || !isAddress(email)) throw invalidInputError('"email" must be the e-mail address of the person to erase, such as ada@company.example');

  const open = await erasures.openFor(email);
  const erasureId = open?.erasureId ?? randomUUID();
  if (!open) await erasures.request({ erasureId, requestedAt: at, requestedBy: by, email });
  await starter.start(WORKFLOWS.erasure, erasureExecution(erasureId), { erasureId });
  return { erasureId };
};
