import { configError } from '../errors/app-error';

/** An environment variable that the stack sets; ConfigError names the one that is missing. */
export const requiredEnv = (name: string): string => {
  const value = process.env[name];
  if (value === undefined || value === '') throw configError(`Environment variable ${name} is not set: deploy the stack again, or set it where this runs`);
  return value;
};
