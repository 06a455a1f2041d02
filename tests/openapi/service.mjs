// service.mjs - the real daemon over the sample archive, and requests to it as
// they are: nothing in an address is mended on its way.
import {spawn, spawnSync} from 'node:child_process';
import {mkdtempSync, rmSync} from 'node:fs';
import http from 'node:http';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {createInterface} from 'node:readline';

const SOME_REJECTED = 65;

// Resolves to {port, stop()}; options are the daemon's.
export async function serve(programs, papers, options = []) {
  const folder = mkdtempSync(join(tmpdir(), 'concord-openapi-'));
  const index = join(folder, 'index');
  const indexed = spawnSync(join(programs, 'concord-indexer'),
    ['--quiet', '--index', index, papers], {encoding: 'utf8'});
  if (indexed.status !== 0 && indexed.status !== SOME_REJECTED)
    throw new Error(`the indexer ended with ${indexed.status}: ` +
      indexed.stderr);
  const daemon = spawn(join(programs, 'concord-searchd'),
    ['--index', index, '--listen', '127.0.0.1:0', ...options],
    {stdio: ['ignore', 'ignore', 'pipe']});
  const ended = new Promise(resolve => daemon.once('exit', resolve));
  const port = await new Promise((resolve, reject) => {
    createInterface(daemon.stderr).on('line', line => {
      const found = / on http:\/\/127\.0\.0\.1:(\d+)/.exec(line);
      if (found)
        resolve(Number(found[1]));
      else
        console.log(line);
    });
    ended.then(code => reject(new Error(`the daemon ended with ${code}`)));
  });
  const agent = new http.Agent({keepAlive: true, maxSockets: 4});
  return {
    port,
    agent,
    async stop() {
      agent.destroy();
      daemon.kill('SIGTERM');
      const code = await ended;
      rmSync(folder, {recursive: true, force: true});
      return code;
    }
  };
}

// Resolves to {status, headers, body}, the body as text.
export function ask(service, target, {method = 'GET', headers = {}} = {}) {
  const {port, agent} = service;
  return new Promise((resolve, reject) => {
    const request = http.request(
      {host: '127.0.0.1', port, agent, path: target, method, headers},
      response => {
        const pieces = [];
        response.on('data', piece => pieces.push(piece));
        response.on('error', reject);
        response.on('end', () => resolve({
          status: response.statusCode,
          headers: response.headers,
          body: Buffer.concat(pieces).toString()
        }));
      });
    request.on('error', reject);
    request.end();
  });
}
