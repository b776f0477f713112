import { startAwsEndpoints, type Intercept } from '../../infra/local/host/aws-endpoints';
import { usergemsEndpoint, type UserGemsOptions } from '../../infra/local/host/usergems';

export const USERGEMS_KEY = 'key-of-a-test';
export const REPORTS = [
  { reportId: 1, reportName: 'Target accounts' },
  { reportId: 2, reportName: 'Customers' },
];

/** The embedded UserGems on a port of its own. The next calls get the disturbances that are pushed, one each. */
export const startLocalUserGems = async (options: Partial<UserGemsOptions> = {}) => {
  const disturbances: ReturnType<Intercept>[] = [];
  const calls: string[] = [];
  const { endpoint, held } = usergemsEndpoint({ key: USERGEMS_KEY, now: () => 0, requestsPerSecond: 1_000, reports: REPORTS, ...options });
  const server = await startAwsEndpoints(
    { usergems: endpoint },
    {
      intercept: (_, action) => {
        calls.push(action);
        return disturbances.shift();
      },
    },
  );
  return { url: `${server.url}/usergems/v1`, held, calls, disturbances, close: () => server.close() };
};

export type LocalUserGems = Awaited<ReturnType<typeof startLocalUserGems>>;
