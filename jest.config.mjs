import { availableParallelism } from 'node:os';

export default {
  extensionsToTreatAsEsm: ['.ts'],
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  transform: { '\\.ts$': '<rootDir>/test/support/strip-types.mjs' },
  globalSetup: '<rootDir>/test/support/global-setup.mjs',
  globalTeardown: '<rootDir>/test/support/global-teardown.mjs',
  // A busy machine is no fault: only what hangs is ended.
  testTimeout: 120_000,
  // Suites wait for browsers and services more than they work: with a worker a core, the cores stand idle half the time.
  maxWorkers: Math.ceil(availableParallelism() * 1.5),
  testSequencer: '<rootDir>/test/support/longest-first.mjs',
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/data/'],
};
