// What the sources themselves keep to, where no linter looks.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';

const ROOT = new URL('../../../', import.meta.url);
const LENGTH = 60; // lines, of which a view's are mostly its elements
const WIDTH = 110; // biome.jsonc's, which leaves comments and sentences as they are

/** Every line of the pages' scripts and style sheets, but for those that are written by a program. */
const WRITTEN = /^lib\/(types\.ts|tables\.ts|words\/.*)$/; // by a program, in their own form
const lines = ['display/web', 'kiosk/web'].flatMap((folder) =>
  readdirSync(new URL(folder, ROOT), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.(tsx?|css)$/.test(file) && !WRITTEN.test(file))
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
  const long = lines.filter(({ text }) => text.length > WIDTH && !/^\s*['"`].*$/.test(text));

  assert.deepEqual(
    long.map((each) => each.at),
    [],
  );
});

test('no sentence stands in a page: all are in the catalogues', () => {
  const own = lines.filter(
    ({ text, at }) =>
      /\p{Script=Han}/u.test(text.replace(/^\s*(?:\/\/|\/?\*).*|\s\/\/.*/, '')) && !at.includes('.test.'),
  );
  const said = lines.filter(({ text, at }) => /\bzh: ['"`][^'"`]/.test(text) && !at.includes('.test.'));

  assert.deepEqual(
    [...own, ...said].map((each) => each.at),
    [],
  );
});

test('no message is there for nothing', () => {
  const used = new Set<string>();
  const all: string[] = [];
  const texts = new Map<string, string>();
  for (const { text, at } of lines) {
    const file = at.slice(0, at.lastIndexOf(':'));
    texts.set(file, `${texts.get(file) ?? ''}${text}\n`);
  }
  for (const text of texts.values()) {
    const body = text.replace(/^import .*$/gm, '');
    const imports = text.matchAll(
      /import (?:type )?\{ (?:\w+ as )?(\w+) \} from '(?:@lib|\.)\/words\/([\w-]+)\.ts';/g,
    );
    for (const [, name, group] of imports) {
      const uses = body.matchAll(new RegExp(`(?<![\\w.'"\`])${name}\\b(?![:=?]| \\}:)(?:\\.(\\w+))?`, 'g'));
      for (const [, key] of uses) used.add(key ? `${group}.${key}` : `${group}.*`);
    }
  }
  for (const file of readdirSync(new URL('display/web/lib/words', ROOT))) {
    const group = file.slice(0, -'.ts'.length);
    const rows = readFileSync(new URL(`display/web/lib/words/${file}`, ROOT), 'utf8');
    for (const [, key] of rows.matchAll(/^ {2}(\w+): (?:plain|placed)\(/gm)) all.push(`${group}.${key}`);
  }

  const idle = all.filter((each) => !used.has(each) && !used.has(each.replace(/\..*/, '.*')));

  assert.ok(all.length > 1000);
  assert.deepEqual(idle, []);
});
