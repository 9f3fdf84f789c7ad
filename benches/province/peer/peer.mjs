// Puts as many documents as it is told into a local PouchDB and replicates them to a CouchDB-compatible server in a process
// of its own, both on LevelDB. Prints one line of JSON: seconds of the replication, documents at the server.
//
//   node peer.mjs FOLDER COUNT FILE-WITH-ONE-BODY
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const require = createRequire(import.meta.url);
const PouchDB = require('pouchdb-node');

if (process.argv[2] === '--serve') {
  const express = require('express');
  const folder = process.argv[3];
  const app = express();
  app.use('/', require('express-pouchdb')(PouchDB.defaults({ prefix: folder + '/' }), { inMemoryConfig: true, logPath: join(folder, 'log.txt') }));
  const server = app.listen(0, '127.0.0.1', () => console.log(server.address().port));
} else {
  const [folder, count, file] = [process.argv[2], Number(process.argv[3]), process.argv[4]];
  const body = JSON.parse(readFileSync(file, 'utf8'));
  const server = spawn(process.execPath, [fileURLToPath(import.meta.url), '--serve', folder], { stdio: ['ignore', 'pipe', 'inherit'] });
  try {
    const port = await new Promise((resolve) => server.stdout.once('data', (data) => resolve(Number(String(data)))));
    const local = new PouchDB(join(folder, 'station'));
    const docs = Array.from({ length: count }, (_, n) => ({ _id: String(n).padStart(8, '0'), ...body }));
    for (let at = 0; at < count; at += 500) await local.bulkDocs(docs.slice(at, at + 500));
    const remote = new PouchDB(`http://127.0.0.1:${port}/province`);
    const begun = process.hrtime.bigint();
    await local.replicate.to(remote, { batch_size: 500 });
    const seconds = Number(process.hrtime.bigint() - begun) / 1e9;
    const { doc_count } = await remote.info();
    console.log(JSON.stringify({ seconds, documents: doc_count }));
  } finally {
    server.kill();
  }
}
