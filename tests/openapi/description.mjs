// description.mjs - docs/openapi.json, and what in a reply is not as it says.
// Here a property that is not described is a fault; clients should let it pass.
import Ajv2020 from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';

// Every schema that lists properties has these and no others.
function close(schema) {
  if (Array.isArray(schema))
    return schema.map(close);
  if (schema === null || typeof schema !== 'object')
    return schema;
  const closed = Object.fromEntries(
    Object.entries(schema).map(([key, value]) => [key, close(value)]));
  if (schema.properties !== undefined && schema.type === 'object')
    closed.additionalProperties ??= false;
  return closed;
}

const escaped = key => key.replaceAll('~', '~0').replaceAll('/', '~1');
const mediaType = value => value.split(';')[0].trim().toLowerCase();

export class Description {
  constructor(document) {
    this.document = document;
    this.ajv = new Ajv2020({strict: false, allErrors: false});
    addFormats.default(this.ajv);
    this.ajv.addSchema(close({$id: 'openapi', ...document}));
  }

  resolve(item) {
    if (item?.$ref === undefined)
      return item;
    return item.$ref.slice(2).split('/').reduce(
      (at, key) => at[key.replaceAll('~1', '/').replaceAll('~0', '~')],
      this.document);
  }

  // [{path, operation, parameters}], everything in them resolved but schemas.
  operations() {
    return Object.entries(this.document.paths).map(([path, item]) => ({
      path,
      operation: item.get,
      parameters: (item.get.parameters ?? []).map(one => this.resolve(one))
    }));
  }

  isPage(path) {
    return this.document.paths[path].get.tags.includes('page');
  }

  schemaOf(item) {
    const schema = this.resolve(item.schema);
    return schema.items === undefined
      ? schema : {...schema, items: this.resolve(schema.items)};
  }

  // What is wrong with `value` by the schema at `pointer`, or undefined.
  #misfit(pointer, value) {
    const check = this.ajv.getSchema(`openapi#/${pointer}`);
    if (check(value))
      return undefined;
    const {instancePath, message, params} = check.errors[0];
    return `${instancePath || 'it'} ${message} ${JSON.stringify(params)}`;
  }

  #body(reply, response, pointer) {
    if (response.content === undefined)
      return reply.body === '' ? [] : ['there is a body'];
    const type = reply.headers['content-type'] ?? '';
    const known = Object.keys(response.content);
    const key = known.find(one => one === type) ??
      known.find(one => one === '*/*');
    if (key === undefined)
      return [`its type is ${type}, not ${known}`];
    let value = reply.body;
    if (/[/+]json$/.test(mediaType(type)))
      value = JSON.parse(reply.body);
    const misfit =
      this.#misfit(`${pointer}/content/${escaped(key)}/schema`, value);
    return misfit === undefined ? [] : [misfit];
  }

  #headers(reply, response) {
    const missing = Object.entries(response.headers ?? {}).filter(
      ([name, header]) => this.resolve(header).required &&
        reply.headers[name.toLowerCase()] === undefined);
    return missing.map(([name]) => `there is no ${name}`);
  }

  // All that is wrong with the reply to a request of `path`: strings.
  faults(path, reply, {hasBody = true} = {}) {
    const responses = this.document.paths[path].get.responses;
    const status = responses[reply.status] ? `${reply.status}` : 'default';
    if (responses[status] === undefined)
      return [`${reply.status} is not described: ${reply.body}`];
    const response = this.resolve(responses[status]);
    const pointer = responses[status].$ref?.slice(2) ??
      `paths/${escaped(path)}/get/responses/${status}`;
    const found = this.#headers(reply, response);
    if (hasBody)
      found.push(...this.#body(reply, response, encodeURI(pointer)));
    if (reply.status >= 500)
      found.push(`something broke: ${reply.body}`);
    if (hasBody && reply.status >= 400)
      found.push(...problemFaults(reply, this.isPage(path)));
    return found;
  }
}

// What RFC 9457 and we want of every error, described or not. A page tells it
// to people, in HTML.
export function problemFaults(reply, mayBePage = false) {
  const type = reply.headers['content-type'];
  const id = reply.headers['x-request-id'];
  const found = [];
  if (reply.headers['cache-control'] !== 'no-store')
    found.push(`an error may be kept: ${reply.headers['cache-control']}`);
  if (mayBePage && type === 'text/html; charset=utf-8')
    return reply.body.includes(id) ? found : [...found, 'no request id'];
  if (type !== 'application/problem+json')
    return [...found, `an error of type ${type}`];
  const problem = JSON.parse(reply.body);
  if (problem.status !== reply.status)
    found.push(`the problem's status is ${problem.status}`);
  if (problem.request_id !== id)
    found.push(`the problem's request_id is ${problem.request_id}`);
  return found;
}
