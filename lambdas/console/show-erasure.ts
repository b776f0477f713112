import { api, type ApiReply, type ApiRequest } from '../../shared/runtime/api';
import { openStores } from '../../shared/runtime/open-stores';
import type { StoreDeps } from '../../shared/runtime/store-deps';

/** GET /privacy/erasures/{id}: how far an erasure has come, and its receipt. For users whose role is one of settings.access.erasers. */
export const run = async ({ erasures, settings }: Pick<StoreDeps, 'erasures' | 'settings'>, { caller, path }: ApiRequest): Promise<ApiReply> => {
  if (!settings.access.erasers.includes(caller.Role__c ?? '')) return { status: 403, body: { message: `Only ${settings.access.erasers.join(', ')} may look at erasures` } };
  const erasure = path['id'] === undefined ? undefined : await erasures.find(path['id']);
  if (!erasure) return { status: 404, body: { message: 'There is no such erasure' } };
  const { erasureId, state, requestedAt, requestedBy, erasedAt, receipt } = erasure;
  return { status: 200, body: { erasureId, state, requestedAt, requestedBy, erasedAt, receipt } };
};

export const handler = api({ deps: openStores, run });
