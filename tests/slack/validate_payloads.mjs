#!/usr/bin/env node
// Validates the payloads that tests have written into a folder (HOLDFAST_PAYLOAD_DIR).
//   node validate_payloads.mjs SCHEMA_DIR PAYLOAD_DIR
// SCHEMA_DIR holds validate.mjs. Exit status: 0 all payloads pass, 1 a payload has errors or there is none, 2 wrong usage.
import { readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

// Accepted by Slack, but each can ping people or leave somebody without the text: errors in this project.
const GRAVE_WARNINGS = new Set(['massMention', 'autoParsedMention', 'unescaped', 'fallbackText']);

// KIND[.METHOD]-NUMBER.json
const NAME = /^(?<kind>[a-z]+)(?:\.(?<method>[A-Za-z.]+))?-\d+\.json$/;

function problems(validator, file, payload) {
  const { kind, method } = NAME.exec(file).groups;
  if (kind === 'args' && !validator.methods.includes(method)) {
    return [{ path: '/', keyword: 'method', message: `unknown method ${method}` }];
  }
  const { errors, warnings } = validator.validate(kind, payload, { method });
  return [...errors, ...warnings.filter((warning) => GRAVE_WARNINGS.has(warning.keyword))];
}

async function main([schemaDir, payloadDir]) {
  if (!schemaDir || !payloadDir) {
    console.error('usage: node validate_payloads.mjs SCHEMA_DIR PAYLOAD_DIR');
    return 2;
  }
  const validator = await import(pathToFileURL(resolve(schemaDir, 'validate.mjs')));
  const files = readdirSync(payloadDir).filter((file) => NAME.test(file)).sort();
  let failed = 0;
  for (const file of files) {
    const found = problems(validator, file, JSON.parse(readFileSync(join(payloadDir, file), 'utf8')));
    if (found.length === 0) continue;
    failed += 1;
    console.log(`${file}: INVALID`);
    for (const { path, keyword, message } of found) console.log(`  ${path}: ${message} [${keyword}]`);
  }
  console.log(`${files.length} payloads, ${failed} invalid`);
  return failed > 0 || files.length === 0 ? 1 : 0;
}

process.exitCode = await main(process.argv.slice(2));
