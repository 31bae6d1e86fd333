// What the sources themselves keep to, where no linter looks.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';

const ROOT = new URL('../../../', import.meta.url);
const LENGTH = 60; // lines, of which a view's are mostly its elements
const WIDTH = 110; // biome.jsonc's, which leaves comments and sentences as they are

/** Every line of the pages' scripts and style sheets, but for those that are written by a program. */
const WRITTEN = new Set(['lib/types.ts', 'lib/tables.ts']); // by the server, in their own form
const lines = ['display/web', 'kiosk/web'].flatMap((folder) =>
  readdirSync(new URL(folder, ROOT), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.(tsx?|css)$/.test(file) && !WRITTEN.has(file))
    .flatMap((file) =>
      readFileSync(new URL(`${folder}/${file}`, ROOT), 'utf8')
        .split('\n')
        .map((text, n) => ({ text, n, at: `${folder}/${file}:${n + 1}` })),
    ),
);

test('no page reaches out of its own folder but by @lib/', () => {
  const climbs = lines.filter(({ text }) => /(?:import|from|url\()\s*\(?['"]?(?:\.\/)*\.\.\//.test(text));

  assert.deepEqual(
    climbs.map((each) => each.at),
    [],
  );
});

test('no function is longer than a screen', () => {
  const long = lines.filter(({ text, n }, i) => {
    if (!/^(?:export )?(?:async )?function /.test(text)) return false;
    const end = lines.findIndex((each, k) => k > i && each.text === '}');
    return (lines[end]?.n ?? 0) - n >= LENGTH;
  });

  assert.deepEqual(
    long.map((each) => each.at),
    [],
  );
});

test('no line is too long to read, unless it is one sentence on a screen', () => {
  const long = lines.filter(
    ({ text }) => text.length > WIDTH && !/^\s*(?:(?:\w+: )?w\()?['"`].*$/.test(text),
  );

  assert.deepEqual(
    long.map((each) => each.at),
    [],
  );
});
