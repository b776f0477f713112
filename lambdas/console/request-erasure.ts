import { api, type ApiReply, type ApiRequest } from '../../shared/runtime/api';
import { openStarter, type StarterDeps } from '../../shared/runtime/open-starter';
import { openStores } from '../../shared/runtime/open-stores';
import { requestErasure } from '../../shared/runtime/request-erasure';
import type { StoreDeps } from '../../shared/runtime/store-deps';

/** POST /privacy/erasures `{"email": …}`: asks for a person to be erased. For users whose role is one of settings.access.erasers. */
export const run = async (deps: Pick<StoreDeps, 'erasures' | 'settings'> & Pick<StarterDeps, 'starter'>, { caller, body, at }: ApiRequest): Promise<ApiReply> => {
  if (!deps.settings.access.erasers.includes(caller.Role__c ?? '')) return { status: 403, body: { message: `Only ${deps.settings.access.erasers.join(', ')} may have a person erased` } };
  const { erasureId } = await requestErasure(deps, { email: typeof body === 'object' && body !== null ? Reflect.get(body, 'email') : undefined, by: caller.Id, at });
  return { status: 202, body: { erasureId } };
};

export const handler = api({ deps: () => ({ ...openStores(), ...openStarter() }), run });
