// How jest finds, compiles and runs the unit tests (.spec.ts) and the stories (.story.ts).
import { swcOptions, swcReactOptions } from './swc.js';

/** Suites that take many minutes run only by their own script (`npm run test:faults`, `test:soak`). */
const long = process.env.LONG_TESTS ? [] : ['/test/faults/', '/test/soak/'];

/** Screens are seen through Chromium; without it the launcher says so in one line. */
const blind = process.env.HAVE_CHROMIUM ? [] : ['/test/screens/'];

/** @type {import('jest').Config} */
export default {
  rootDir: '..',
  roots: ['<rootDir>/apps', '<rootDir>/libs', '<rootDir>/test'],
  testMatch: ['**/*.spec.ts', '**/*.story.ts'],
  testPathIgnorePatterns: ['/node_modules/', ...long, ...blind],
  passWithNoTests: blind.length > 0,
  testEnvironment: 'node',
  testTimeout: 30_000,
  maxWorkers: 2,
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  transform: {
    '^.+\\.ts$': ['@swc/jest', { ...swcOptions, sourceMaps: 'inline' }],
    '^.+\\.tsx$': ['@swc/jest', { ...swcReactOptions, sourceMaps: 'inline' }],
  },
  moduleNameMapper: {
    '^#libs/(.*)\\.js$': '<rootDir>/libs/$1.ts',
    '^#apps/(.*)\\.js$': '<rootDir>/apps/$1.ts',
    '^(\\.{1,2}/.*)(?<!\\.json)\\.js$': '$1',
  },
  globalSetup: '<rootDir>/test/setup/start.js',
  globalTeardown: '<rootDir>/test/setup/stop.js',
};
