// inputs.mjs - what to ask, made from the description's own schemas: values
// that it takes, and values that it does not.
import fc from 'fast-check';

const anyText = fc.oneof(
  fc.string({unit: 'binary', maxLength: 40}),
  fc.string({unit: 'grapheme', maxLength: 40}),
  fc.lorem({maxCount: 4}));

function matching(schema) {
  const {pattern, minLength = 0, maxLength = Infinity} = schema;
  const regex = pattern === undefined ? /^/u : new RegExp(pattern, 'u');
  const fits = text => {
    const size = [...text].length;
    return size >= minLength && size <= maxLength && regex.test(text);
  };
  const made = [anyText.filter(fits)];
  if (pattern !== undefined && !pattern.startsWith('^[^'))
    made[0] = fc.stringMatching(regex).filter(fits);
  if (schema.examples !== undefined)
    made.push(fc.constantFrom(...schema.examples));
  return fc.oneof(...made);
}

// Values of the schema, as text, in an array when the parameter may be given
// again.
export function valid(schema) {
  if (schema.items !== undefined)
    return fc.array(valid(schema.items), {minLength: 1, maxLength: 3})
      .map(values => values.flat());
  let one = matching(schema);
  if (schema.enum !== undefined)
    one = fc.constantFrom(...schema.enum);
  if (schema.type === 'integer') {
    const {minimum, maximum} = schema;
    one = fc.oneof(fc.integer({min: minimum, max: maximum}),
      fc.integer({min: minimum, max: Math.min(maximum, 5)}),
      fc.constant(maximum)).map(String);
  }
  return one.map(value => [value]);
}

// One value that the schema has not; undefined when it has every text.
export function invalid(schema) {
  const item = schema.items ?? schema;
  const {pattern, minLength, maxLength} = item;
  const made = [];
  if (item.enum !== undefined)
    made.push(anyText.filter(text => !item.enum.includes(text)));
  if (item.type === 'integer') {
    made.push(fc.constantFrom(`${item.minimum - 1}`, `${item.maximum + 1}`,
      '-1', '', ' 1', '1.5', '1e1', '٣', '99999999999999999999', 'null'));
    made.push(anyText.filter(text => !/^[0-9]+$/.test(text)));
  }
  if (pattern !== undefined) {
    const regex = new RegExp(pattern, 'u');
    made.push(fc.oneof(anyText, anyText.map(text => `${text}\0`))
      .filter(text => !regex.test(text)));
  }
  if (maxLength !== undefined)
    made.push(fc.integer({min: 1, max: 100}).map(
      more => 'x'.repeat(maxLength + more)));
  if (minLength !== undefined)
    made.push(fc.constant('x'.repeat(minLength - 1)));
  return made.length === 0 ? undefined : fc.oneof(...made);
}

const encode = encodeURIComponent;

// [[name, value]...] and the values of {...} to the target of a request.
export function target(path, inPath, query) {
  const filled = path.replace(/\{(\w+)\}/g, (_, name) => encode(inPath[name]));
  const asked = query.map(pair => pair.map(encode).join('='));
  return asked.length === 0 ? filled : `${filled}?${asked.join('&')}`;
}

// Requests that the description allows: {query, inPath}.
export function requests(description, {parameters}, known) {
  const inPath = Object.fromEntries(parameters
    .filter(one => one.in === 'path')
    .map(one => [one.name, fc.oneof(
      valid(description.schemaOf(one)).map(([value]) => value),
      ...(known[one.name] ?? []).map(value => fc.constant(value)))]));
  const pairs = ({name, ...one}) => valid(description.schemaOf(one))
    .map(values => values.map(value => [name, value]));
  const inQuery = parameters.filter(one => one.in === 'query');
  const needed = inQuery.filter(one => one.required).map(pairs);
  const others = inQuery.filter(one => !one.required);
  return fc.record({
    inPath: fc.record(inPath),
    query: fc.subarray(others, {maxLength: Math.min(others.length, 5)})
      .chain(some => fc.tuple(...needed, ...some.map(pairs)))
      .map(chosen => chosen.flat())
  });
}
