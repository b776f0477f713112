/** One test process: two cores are shared by the embedded store, so more workers bring nothing. */
module.exports = {
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.test.ts'],
  transform: { '\\.(ts|m?js)$': ['@swc/jest', { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' }, module: { type: 'commonjs' } }] },
  transformIgnorePatterns: ['/node_modules/(?!(@middy|canonicalize|temporal-polyfill|temporal-utils)/)'],
  moduleFileExtensions: ['ts', 'mjs', 'js', 'json', 'node'],
  maxWorkers: 2,
  testTimeout: 30_000,
};
