import eslint from '@eslint/js';
import globals from 'globals';
import tseslint from 'typescript-eslint';

// Rules that find faults; how code looks is read, not measured.
export default tseslint.config(
  { ignores: ['dist/', 'generated/', 'node_modules/'] },
  eslint.configs.recommended,
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { project: ['tsconfig.json', 'tests/tsconfig.json'], tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-import-type-side-effects': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { ignoreRestSiblings: true }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-floating-promises': ['error', { allowForKnownSafeCalls: [{ from: 'package', name: 'test', package: 'node:test' }] }],
      // What is read by an index may be missing for the compiler, which cannot know better: the code does, and says so by a "!".
      '@typescript-eslint/no-non-null-assertion': 'off',
      // The compiler believes that every browser has everything, and that nothing changes while something is waited for.
      '@typescript-eslint/no-unnecessary-condition': 'off',
      // A listener of one line is one expression, whatever that returns.
      '@typescript-eslint/no-confusing-void-expression': 'off',
    },
  },
  {
    files: ['src/**/*.ts'],
    rules: { 'no-restricted-syntax': ['error', { selector: "CallExpression[callee.property.name='json']", message: 'Answers are read by read() of api.ts, which has the recorder’s sentences said in the language of the page.' }] },
  },
  { files: ['**/*.js', '**/*.mjs'], languageOptions: { globals: globals.node } },
  { files: ['public/microphone.js'], languageOptions: { globals: { AudioWorkletProcessor: 'readonly', registerProcessor: 'readonly' } } },
  {
    rules: {
      eqeqeq: 'error',
      'no-constructor-return': 'error',
      'no-promise-executor-return': 'off',
      'no-self-compare': 'error',
      'no-template-curly-in-string': 'error',
      'no-implied-eval': 'error',
      'array-callback-return': ['error', { checkForEach: false }],
      'default-case-last': 'error',
    },
  },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
);
