// check.mjs - the description of the API, linted, and every kind of answer of
// the real daemon held against it.
//
//   node check.mjs PROGRAMS PAPERS
//
// What is asked is made by fast-check from the description's schemas.
// CONCORD_TEST_ROUNDS asks more of it, CONCORD_TEST_SEED other things.
import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';

import {createConfig, lintFromString} from '@redocly/openapi-core';
import fc from 'fast-check';

import {Description, problemFaults} from './description.mjs';
import {invalid, requests, target} from './inputs.mjs';
import {ask, serve} from './service.mjs';

const [programs, papers] = process.argv.slice(2);
const numRuns = Number(process.env.CONCORD_TEST_ROUNDS ?? 40);
const seed = Number(process.env.CONCORD_TEST_SEED ?? 1);

let service;
let text;
let description;
const known = {};

const holds = (...properties) => Promise.all(properties.map(property =>
  fc.assert(property, {numRuns, seed, includeErrorInReport: true})));

// What the description says in words and no schema can: requests whose
// parameters are each good, and not together.
const excuses = {
  page: query => query.some(([name]) => name === 'page'),
  cursor: query => query.some(([name]) => name === 'cursor'),
  date: query => query.some(([name]) => name === 'date'),
  in_force: query => query.some(([name]) => name === 'in_force'),
  q: query => query.some(([name, value]) => name === 'q' &&
    (Buffer.byteLength(value) > 1024 || value.length > 64))
};
const endsBeforeItBegins = (query, parameter) => query.some(
  ([name, value]) => name === parameter && /^\d{4}\.\.\d{4}$/.test(value) &&
    value.slice(0, 4) > value.slice(6));

function isExcused(reply, query) {
  const {parameter} = JSON.parse(reply.body);
  return excuses[parameter]?.(query) || endsBeforeItBegins(query, parameter);
}

function assertFaultless(path, asked, reply, options) {
  const faults = description.faults(path, reply, options);
  assert.deepEqual(faults, [], `${asked}: ${faults.join('; ')}`);
}

before(async () => {
  service = await serve(programs, papers, ['--originals', papers]);
  text = (await ask(service, '/openapi.json')).body;
  description = new Description(JSON.parse(text));
  const page = await ask(service, '/v1/clauses?size=3');
  const clauses = JSON.parse(page.body).results;
  known.id = clauses.flatMap(clause => [clause.id, clause.document.id]);
});

after(async () => {
  assert.equal(await service?.stop(), 0);
});

test('the description passes a linter', async () => {
  const config = await createConfig({extends: ['recommended-strict']});
  const problems = await lintFromString(
    {source: text, absoluteRef: 'openapi.json', config});
  const shown = problems.map(({ruleId, message, location}) =>
    `${ruleId}: ${message} (${location[0].pointer})`);
  assert.deepEqual(shown, []);
});

test('what is allowed is answered as described', async () => {
  await holds(...description.operations().map(operation =>
    fc.asyncProperty(requests(description, operation, known),
      async ({inPath, query}) => {
        const asked = target(operation.path, inPath, query);
        const reply = await ask(service, asked);
        assertFaultless(operation.path, asked, reply);
        if (reply.status === 400 && !description.isPage(operation.path))
          assert.ok(isExcused(reply, query), `${asked}: ${reply.body}`);
      })));
});

test('every paper is answered as described', async () => {
  const paths = description.operations().map(({path}) => path)
    .filter(path => path.includes('/documents/{id}'));
  let next = '/v1/search?size=100&passages=5&duplicates=show&cursor=*';
  while (next !== null) {
    const reply = await ask(service, next);
    assertFaultless('/v1/search', next, reply);
    const page = JSON.parse(reply.body);
    for (const {id} of page.results)
      for (const path of paths) {
        const asked = target(path, {id}, []);
        assertFaultless(path, asked, await ask(service, asked));
      }
    next = page.links.next;
  }
});

test('HEAD has the headers of GET, and who has the answer gets 304',
  async () => {
    const same = ['content-type', 'etag', 'link', 'vary', 'cache-control',
      'content-disposition', 'access-control-allow-origin',
      'access-control-expose-headers'];
    await holds(...description.operations().map(operation =>
      fc.asyncProperty(requests(description, operation, known),
        async ({inPath, query}) => {
          const asked = target(operation.path, inPath, query);
          const get = await ask(service, asked);
          const head = await ask(service, asked, {method: 'HEAD'});
          assert.equal(head.status, get.status, asked);
          assert.equal(head.body, '');
          for (const name of same)
            assert.equal(head.headers[name], get.headers[name],
              `${asked}: ${name}`);
          if (get.headers.etag === undefined)
            return;
          const again = await ask(service, asked,
            {headers: {'If-None-Match': get.headers.etag}});
          assert.equal(again.status, 304, asked);
          assert.equal(again.headers.etag, get.headers.etag);
          assertFaultless(operation.path, asked, again);
        })));
  });

// Of one operation: another parameter wrong in one way, and which that is.
function mistakes(operation) {
  const inQuery = operation.parameters.filter(one => one.in === 'query');
  const wrong = inQuery.map(one => {
    const values = invalid(description.schemaOf(one));
    return values?.map(value => ({name: one.name, query: [[one.name, value]]}));
  }).filter(one => one !== undefined);
  const twice = inQuery.filter(one => one.schema.type !== 'array').map(
    one => fc.constant({name: one.name,
      query: [[one.name, '1'], [one.name, '1']]}));
  const unknown = fc.string({minLength: 1, maxLength: 20}).filter(
    name => inQuery.every(one => one.name !== name)).map(
    name => ({name, query: [[name, '1']]}));
  return fc.tuple(requests(description, operation, known),
    fc.oneof(...wrong, ...twice, unknown)).map(([request, mistake]) => ({
    inPath: request.inPath,
    name: mistake.name,
    query: [...mistake.query,
      ...request.query.filter(([name]) => name !== mistake.name)]
  }));
}

test('what is not allowed is refused, and the problem names the parameter',
  async () => {
    const strict = description.operations().filter(
      ({path}) => path.startsWith('/v1/'));
    await holds(...strict.map(operation => fc.asyncProperty(
      mistakes(operation), async ({inPath, name, query}) => {
        const asked = target(operation.path, inPath, query);
        const reply = await ask(service, asked);
        assertFaultless(operation.path, asked, reply);
        if (reply.status === 404 || reply.status === 410)
          return;
        assert.equal(reply.status, 400, asked);
        const {parameter} = JSON.parse(reply.body);
        assert.ok(parameter !== undefined || /[^ -~]/.test(name),
          `${asked}: ${reply.body}`);
      })));
  });

test('a parameter that must be there is missed', async () => {
  for (const {path, parameters} of description.operations())
    for (const one of parameters.filter(
      each => each.in === 'query' && each.required)) {
      const reply = await ask(service, path);
      assertFaultless(path, path, reply);
      assert.equal(reply.status, 400, `${path} without ${one.name}`);
    }
});

test('any address gets an answer that is described', async () => {
  const paths = description.operations().map(({path}) => path);
  const piece = fc.oneof(
    fc.string({unit: 'binary', maxLength: 12}).map(encodeURIComponent),
    fc.constantFrom('%', '%00', '%zz', '%2F', '%2f', '&', '=', ';', '//', '..',
      '%FF', '%C0%80', '+', '%0d%0a', '?', '*', '[]', '{id}', "'", '%22'),
    fc.string({maxLength: 5000, minLength: 1}).map(encodeURIComponent));
  const ends = fc.array(piece, {maxLength: 6}).map(pieces => pieces.join(''));
  await holds(fc.asyncProperty(fc.constantFrom(...paths), ends, ends,
    async (path, segment, query) => {
      const asked = `${path.replace(/\{\w+\}/, segment)}?${query}`;
      const reply = await ask(service, asked);
      if (reply.status >= 400) {
        assert.deepEqual(problemFaults(reply, description.isPage(path)), [],
          asked);
        assert.ok(reply.status < 500, `${asked}: ${reply.body}`);
      }
    }));
});

test('other methods are refused, with those that are not', async () => {
  for (const {path} of description.operations())
    for (const method of ['POST', 'PUT', 'DELETE', 'PATCH', 'TRACE']) {
      const asked = path.replace(/\{\w+\}/, 'x');
      const reply = await ask(service, asked, {method});
      assert.equal(reply.status, 405, `${method} ${asked}`);
      assert.equal(reply.headers.allow, 'GET, HEAD, OPTIONS');
      assertFaultless(path, asked, reply);
    }
});

test('a media type that there is not changes nothing', async () => {
  for (const {path} of description.operations()) {
    const asked = path.replace(/\{\w+\}/, 'x');
    const reply = await ask(service, asked, {headers: {Accept: 'image/png'}});
    assertFaultless(path, asked, reply);
    assert.notEqual(reply.status, 406);
  }
});
