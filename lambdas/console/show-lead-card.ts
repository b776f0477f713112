import { api, type ApiReply, type ApiRequest } from '../../shared/runtime/api';
import { findLeadCard } from '../../shared/runtime/find-card';
import { openStores } from '../../shared/runtime/open-stores';
import type { StoreDeps } from '../../shared/runtime/store-deps';

/** GET /leads/{id}/card (UG-15): 204 for a lead that UserGems neither made nor enriched, 404 for one that is not there or not for the caller. */
export const run = async (deps: Pick<StoreDeps, 'records' | 'tracked' | 'settings'>, { caller, path: { id = '' }, at }: ApiRequest): Promise<ApiReply> => {
  const answer = await findLeadCard(deps, id, { reader: caller, at });
  if (answer === 'missing') return { status: 404, body: { message: 'There is no lead of this id' } };
  return answer === 'ordinary' ? { status: 204 } : { status: 200, body: answer.card };
};

export const handler = api({ deps: openStores, run });
