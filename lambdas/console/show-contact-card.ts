import { api, type ApiReply, type ApiRequest } from '../../shared/runtime/api';
import { findContactCard } from '../../shared/runtime/find-card';
import { openStores } from '../../shared/runtime/open-stores';
import type { StoreDeps } from '../../shared/runtime/store-deps';

/** GET /contacts/{id}/card (UG-15): 204 for a contact that UserGems did not see leave and that took over no lead of it, 404 for one that is not there or not for the caller. */
export const run = async (deps: Pick<StoreDeps, 'records' | 'tracked' | 'settings'>, { caller, path: { id = '' }, at }: ApiRequest): Promise<ApiReply> => {
  const answer = await findContactCard(deps, id, { reader: caller, at });
  if (answer === 'missing') return { status: 404, body: { message: 'There is no contact of this id' } };
  return answer === 'ordinary' ? { status: 204 } : { status: 200, body: answer.card };
};

export const handler = api({ deps: openStores, run });
