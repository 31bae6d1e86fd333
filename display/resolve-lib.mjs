// Lets Node's test runner find `@lib/…` where tsc finds it by tsconfig.json and vite by vite.config.ts.
import { registerHooks } from 'node:module';

const PREFIX = '@lib/';
const LIB = new URL('web/lib/', import.meta.url);

registerHooks({
  resolve: (specifier, context, next) =>
    next(
      specifier.startsWith(PREFIX) ? new URL(specifier.slice(PREFIX.length), LIB).href : specifier,
      context,
    ),
});
