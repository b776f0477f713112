import { paginateListStateMachines, type SFNClient } from '@aws-sdk/client-sfn';
import { configError } from '../../errors/app-error';

/** The ARN of a state machine of the caller's account and region, by its name; ConfigError when there is none. */
export const stateMachineArn = async (client: SFNClient, name: string): Promise<string> => {
  for await (const { stateMachines = [] } of paginateListStateMachines({ client }, {})) {
    const arn = stateMachines.find((one) => one.name === name)?.stateMachineArn;
    if (arn !== undefined) return arn;
  }
  throw configError(`There is no state machine ${name} in this account and region: deploy the stage, or use the credentials of its account`);
};
