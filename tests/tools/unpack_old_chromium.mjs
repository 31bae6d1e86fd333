// node unpack_old_chromium.mjs FILE FOLDER: the Chromium 79 (December
// 2019) out of the npm package chrome-aws-lambda 2.0.1, with its libraries.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, createReadStream, createWriteStream, readFileSync, renameSync, rmSync } from 'node:fs';
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
await unpack('aws.tar', 'aws.tar');
execFileSync('tar', ['-xf', `${folder}/aws.tar`, '-C', folder, '--no-same-owner']);
await unpack('chromium', 'chromium.part');
chmodSync(`${folder}/chromium.part`, 0o755);
renameSync(`${folder}/chromium.part`, `${folder}/chromium`);
for (const done of ['package', 'aws.tar']) rmSync(`${folder}/${done}`, { recursive: true });
rmSync(file);
