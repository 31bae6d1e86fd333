// node unpack_chromium.mjs FOLDER: the Chromium out of
// @sparticuz/chromium, with the libraries that it brings along.
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  createReadStream,
  createWriteStream,
  existsSync,
  mkdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createBrotliDecompress } from 'node:zlib';

const [folder] = process.argv.slice(2);
const bin = new URL('../../node_modules/@sparticuz/chromium/bin/', import.meta.url);
const unpack = (name, to) =>
  pipeline(createReadStream(new URL(name, bin)), createBrotliDecompress(), createWriteStream(to));

if (!existsSync(`${folder}/chromium`)) {
  mkdirSync(folder, { recursive: true });
  for (const name of ['al2023', 'swiftshader', 'fonts']) {
    const tar = `${folder}/${name}.tar`;
    await unpack(`${name}.tar.br`, tar);
    execFileSync('tar', ['-xf', tar, '-C', folder, '--no-same-owner']);
    rmSync(tar);
  }
  // The package's own fonts.conf points at folders that are
  // not here: without a font every text measures 0 × 0.
  writeFileSync(
    `${folder}/fonts.conf`,
    `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir prefix="relative">fonts</dir>
  <dir>/usr/share/fonts</dir>
  <cachedir>${resolve(folder)}/cache</cachedir>
</fontconfig>
`,
  );
  await unpack('chromium.br', `${folder}/chromium.part`);
  chmodSync(`${folder}/chromium.part`, 0o755);
  renameSync(`${folder}/chromium.part`, `${folder}/chromium`);
}
