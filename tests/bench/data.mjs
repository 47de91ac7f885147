// Writes accounts.csv, people.csv and orders.csv into FOLDER: 10,000 customers who order four times a month.
//
// Which day it is decides about all of it, nothing else: the same day gives the same files. Nobody's orders rise or fall
// by a tenth, so that no signal trips and 10,000 rescues begin.

import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { addDays, addMonths, dayFrom, firstOfMonth, iso } from '../../config/sample/days.mjs';

const accountCount = 10_000;
const completeMonths = 25;
const ordersAMonth = 4;

const ownerOf = (account) => `U0OWNER${account % 20}`;
const managerOf = (account) => `U0MANAGER${account % 5}`;
const usualOrderOf = (account) => 500 + 10 * (account % 300);

function* accounts(today) {
  yield 'id,name,annual_revenue,currency,owner,manager,executive_sponsor,time_zone,renewal_date,segment';
  for (let account = 0; account < accountCount; ++account) {
    const revenue = usualOrderOf(account) * ordersAMonth * 12;
    // A renewal in the next 90 days without a talk about it would be a signal.
    const renewal = iso(addDays(today, 180 + (account % 180)));
    yield [`acme${account}`, `Customer ${account} GmbH`, revenue, 'EUR', ownerOf(account), managerOf(account),
      'U0EXECUTIVE', 'Europe/Berlin', renewal, `segment ${account % 7}`].join(',');
  }
}

function* people() {
  yield 'account,name,title,role,email,phone,time_zone,sponsor';
  for (let account = 0; account < accountCount; ++account) {
    yield [`acme${account}`, `Dana Fox ${account}`, 'Head of Purchasing', 'economic_buyer',
      `dana.fox@customer${account}.example`, `+49 30 ${100_000 + account}`, 'Europe/Berlin', 'yes'].join(',');
  }
}

/** As an ERP exports them: day by day over all accounts. */
function* orders(today) {
  yield 'account,date,amount,id';
  const first = addMonths(firstOfMonth(today), -completeMonths);
  let number = 0;
  for (let month = 0; month < completeMonths; ++month) {
    for (let day = 0; day < ordersAMonth * 7; ++day) {
      const date = iso(addDays(addMonths(first, month), day));
      for (let account = day % 7; account < accountCount; account += 7) {
        const percent = 96 + ((account + 3 * month + day) % 9);
        const amount = ((usualOrderOf(account) * percent) / 100).toFixed(2);
        yield `acme${account},${date},${amount},O-${number++}`;
      }
    }
  }
}

function write(file, lines) {
  const output = openSync(file, 'w');
  let piece = '';
  for (const line of lines) {
    piece += `${line}\n`;
    if (piece.length < 1_000_000) continue;
    writeSync(output, piece);
    piece = '';
  }
  writeSync(output, piece);
  closeSync(output);
}

const { positionals, values } = parseArgs({ allowPositionals: true, options: { today: { type: 'string' } } });
if (positionals.length !== 1) {
  console.error('usage: node tests/bench/data.mjs FOLDER [--today 2026-03-02]');
  process.exit(2);
}
const [folder] = positionals;
const today = dayFrom(values.today ?? iso(new Date()));
mkdirSync(folder, { recursive: true });
write(join(folder, 'accounts.csv'), accounts(today));
write(join(folder, 'people.csv'), people());
write(join(folder, 'orders.csv'), orders(today));
