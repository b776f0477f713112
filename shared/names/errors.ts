/** Error names that state machines match in Retry and Catch. Literals: a minified bundle changes class names. */
export const ERROR_NAMES = {
  config: 'ConfigError',
  invalidInput: 'InvalidInputError',
  conflict: 'ConflictError',
  storeUnavailable: 'StoreUnavailableError',
  notBalanced: 'RunNotBalancedError',
  predecessorMissing: 'PredecessorMissingError',
  vendorUnavailable: 'VendorUnavailableError',
} as const;
