/** Lint: typescript-eslint's strict type-checked rules, and the house rules that a linter can hold. */
import { defineConfig, globalIgnores } from 'eslint/config'
import tseslint from 'typescript-eslint'

/** Time, randomness and waiting are arguments everywhere below the edges; `process` belongs to the command and the entry point. */
const ambient = {
  time: [
    { selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']", message: 'Time is an argument here.' },
    { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: 'Time is an argument here.' },
    { selector: "MemberExpression[object.name='Math'][property.name='random']", message: 'Randomness is an argument here.' },
    { selector: 'CallExpression[callee.name=/^set(Timeout|Interval)$/]', message: 'Waiting is a row with due_at here.' }
  ],
  random: ['randomBytes', 'randomUUID', 'randomInt', 'randomFillSync', 'getRandomValues', 'webcrypto', 'generateKeyPair', 'generateKeyPairSync'],
  process: [{ name: 'process', message: 'Only src/main*.ts and src/cli read the process; take values as arguments.' }]
}

const noDefaultExport = { selector: 'ExportDefaultDeclaration', message: 'Name what you export.' }

const processModules = ['process', 'node:process'].map((name) => ({ name, message: ambient.process[0]?.message ?? '' }))

export default defineConfig(
  globalIgnores(['.test-build/', 'dist/', '.tap/', 'data/', 'bench/results/', 'docs/examples/']),
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    files: ['**/*.ts', '**/*.tsx', '**/*.mjs', 'eslint.config.js'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true, ignoreVoidReturningFunctions: true }],
      '@typescript-eslint/no-floating-promises': ['error', { ignoreVoid: true }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_', caughtErrors: 'all' }],
      // It asks for the `!` that no-non-null-assertion forbids.
      '@typescript-eslint/non-nullable-type-assertion-style': 'off',
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      'eqeqeq': 'error',
      'no-restricted-syntax': ['error', noDefaultExport]
    }
  },
  {
    files: ['src/**/*.ts', 'src/**/*.tsx', 'schemas/**/*.ts'],
    rules: {
      'max-lines': ['error', { max: 250, skipBlankLines: false, skipComments: false }],
      'max-lines-per-function': ['error', { max: 45, skipBlankLines: false, skipComments: false }],
      'no-console': 'error',
      'no-restricted-globals': ['error', ...ambient.process],
      'no-restricted-imports': ['error', { paths: processModules }]
    }
  },
  {
    // A noun of the store is one closure: its statements, then its short methods.
    files: ['src/store/*.ts'],
    rules: { 'max-lines-per-function': ['error', { max: 100, skipBlankLines: true, skipComments: true }] }
  },
  {
    // What a part of the page looks like is read as one piece.
    files: ['src/dashboard/**/*.tsx'],
    rules: { 'max-lines-per-function': ['error', { max: 60, skipBlankLines: true, skipComments: true }] }
  },
  {
    files: ['schemas/**/*.ts', 'src/domain/**/*.ts', 'src/store/**/*.ts', 'src/bank/**/*.ts'],
    rules: { 'no-restricted-syntax': ['error', noDefaultExport, ...ambient.time] }
  },
  {
    files: ['src/domain/**/*.ts'],
    rules: {
      'no-restricted-imports': ['error', {
        paths: [...processModules, { name: 'node:crypto', importNames: ambient.random, message: 'Randomness is an argument here.' }]
      }]
    }
  },
  {
    files: ['src/main*.ts', 'src/cli/**/*.ts'],
    rules: { 'no-restricted-globals': 'off', 'no-restricted-imports': 'off', 'no-console': 'off' }
  },
  {
    // Which of two releases of SQLite runs depends on the Node.js that it runs on.
    files: ['src/store/sqlite.ts'],
    rules: {
      'no-restricted-imports': ['error', { paths: processModules.map((module) => ({ ...module, allowImportNames: ['versions'] })) }]
    }
  },
  {
    // tap awaits its subtests itself, and `async` is how a subtest ends without saying so.
    files: ['test/**/*.ts'],
    rules: {
      '@typescript-eslint/no-floating-promises': 'off',
      '@typescript-eslint/no-misused-spread': 'off',
      '@typescript-eslint/require-await': 'off'
    }
  },
  {
    // Configuration is loaded by its default export; node and tap hand the scripts untyped values.
    files: ['**/*.mjs', 'eslint.config.js'],
    rules: {
      'no-restricted-syntax': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off'
    }
  }
)
