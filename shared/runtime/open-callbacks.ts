import { stepFunctionsCallbacks } from '../adapters/step-functions/step-functions-callbacks';
import type { CallbackDeps } from './complete-task';

export const openCallbacks = (): CallbackDeps => ({ taskCallbacks: stepFunctionsCallbacks() });
