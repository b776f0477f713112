/** The port through which secrets are read. Two versions may be valid at once, so that a secret can be rotated (PLAT-04). */
export interface Secret {
  readonly current: string;
  readonly previous?: string;
}

export interface SecretsReader {
  /** Throws ConfigError when there is no such secret or it may not be read. */
  read(id: string): Promise<Secret>;
}
