import type { Scorecard } from '../../shared/domain/scorecard/scorecard';
import { invalidInputError } from '../../shared/errors/app-error';
import { api, type ApiReply, type ApiRequest } from '../../shared/runtime/api';
import { openStores } from '../../shared/runtime/open-stores';
import type { StoreDeps } from '../../shared/runtime/store-deps';

type Deps = Pick<StoreDeps, 'records' | 'settings' | 'scorecards'>;

/** Scorecards that a list holds: a year without `limit`, ten years at most. */
const LIMIT = { default: 12, most: 120 };

/** GET /scorecards, the newest first, and GET /scorecards/{month} (SC-09), for the roles of settings.scorecard.readers (SC-10). */
export const run = async ({ settings, scorecards }: Deps, { caller, path, query }: ApiRequest): Promise<ApiReply> => {
  const { readers } = settings.scorecard;
  if (!readers.includes(caller.Role__c ?? '')) return { status: 403, body: { message: `Scorecards are for ${readers.join(', ')} (settings.scorecard.readers)` } };
  const { month } = path;
  if (month === undefined) return { status: 200, body: { scorecards: await scorecards.history({ limit: limitOf(query['limit']) }) } };

  if (!/^\d{4}-(0[1-9]|1[0-2])$/.test(month)) throw invalidInputError(`"${month.slice(0, 20)}" is no month: write it as 2024-09`);
  const scorecard: Scorecard | undefined = await scorecards.find(month);
  return scorecard === undefined ? { status: 404, body: { message: `There is no scorecard of ${month}` } } : { status: 200, body: scorecard };
};

const limitOf = (limit: string | undefined): number => {
  if (limit === undefined) return LIMIT.default;
  const number = /^\d{1,3}$/.test(limit) ? Number(limit) : 0;
  if (number < 1 || number > LIMIT.most) throw invalidInputError(`limit is a number from 1 to ${LIMIT.most}`);
  return number;
};

export const handler = api({ deps: openStores, run });
