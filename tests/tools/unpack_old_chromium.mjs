// node unpack_old_chromium.mjs FILE FOLDER: the Chromium 79 (December
// 2019) out of the npm package chrome-aws-lambda 2.0.1, with its libraries.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  createReadStream,
  createWriteStream,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { createBrotliDecompress } from 'node:zlib';

const SHA256 = 'ca95e02cf2cd31b283ca0192109b7b55877589ea0d7003e6673857fd08d3718a';
const [file, folder] = process.argv.slice(2);
if (createHash('sha256').update(readFileSync(file)).digest('hex') !== SHA256)
  throw new Error(`${file} is not chrome-aws-lambda 2.0.1`);
execFileSync('tar', ['-xzf', file, '-C', folder, '--no-same-owner', 'package/bin']);
const unpack = (name, to) =>
  pipeline(
    createReadStream(`${folder}/package/bin/${name}.br`),
    createBrotliDecompress(),
    createWriteStream(`${folder}/${to}`),
  );
mkdirSync(`${folder}/swiftshader`, { recursive: true }); // where it looks for what draws without a graphics card
for (const [name, to] of Object.entries({ aws: folder, swiftshader: `${folder}/swiftshader` })) {
  await unpack(`${name}.tar`, `${name}.tar`);
  execFileSync('tar', ['-xf', `${folder}/${name}.tar`, '-C', to, '--no-same-owner']);
  rmSync(`${folder}/${name}.tar`);
}
await unpack('chromium', 'chromium.part');
chmodSync(`${folder}/chromium.part`, 0o755);
renameSync(`${folder}/chromium.part`, `${folder}/chromium`);
rmSync(`${folder}/package`, { recursive: true });
rmSync(file);
