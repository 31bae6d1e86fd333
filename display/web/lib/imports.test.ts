import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';

const ROOT = new URL('../../../', import.meta.url);

/** What a script or a style sheet names in quotes and that lies above its own folder. */
function climbsIn(folder: string): string[] {
  return readdirSync(new URL(folder, ROOT), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.(tsx?|css)$/.test(file) && !file.endsWith('imports.test.ts'))
    .flatMap((file) => {
      const text = readFileSync(new URL(`${folder}/${file}`, ROOT), 'utf8');
      return [...text.matchAll(/['"](?:\.\.\/|[^'"\n]*\/\.\.\/)[^'"\n]*['"]/g)].map(
        (found) => `${file}: ${found[0]}`,
      );
    });
}

test('no page reaches out of its own folder but by @lib/', () => {
  assert.deepEqual([...climbsIn('display/web'), ...climbsIn('kiosk/web')], []);
});
