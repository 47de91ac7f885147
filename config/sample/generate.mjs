// Writes the sample data as CSV files into FOLDER.
//
// Dates are relative to today, so that the signals behave alike on every day of the year. With --team, one person plays
// every part on our side: for trying it in a workspace where the invented colleagues do not exist.
// Import accounts first and orders-cancelled.csv last: that one trips the order-volume signal of Acme.

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { accounts, people } from './customers.mjs';
import { addDays, dayFrom, iso } from './days.mjs';
import * as history from './history.mjs';
import { team } from './team.mjs';

function accountRow(account, today, emailOf) {
  return {
    id: account.id,
    name: account.name,
    annual_revenue: account.monthlyOrders ? account.monthlyOrders * 12 : '',
    currency: 'EUR',
    owner: emailOf(team.accountManager),
    manager: emailOf(team.manager),
    executive_sponsor: emailOf(team.executiveSponsor),
    time_zone: account.zone,
    renewal_date: account.renewalInDays ? iso(addDays(today, account.renewalInDays)) : '',
    segment: account.segment,
  };
}

function personRow(person) {
  return {
    account: person.account,
    name: person.name,
    title: person.title,
    role: person.role,
    department: person.department,
    email: person.email,
    phone: person.phone,
    time_zone: person.zone,
    influence: person.influence,
    relationship: person.relationship,
    sponsor: person.sponsor ? 'yes' : 'no',
    in_role_since: person.since,
    win_criteria: person.wins,
    concern: person.concern,
    preferred_channel: person.channel,
  };
}

function csv(rows) {
  const cell = (value) => {
    const text = String(value ?? '');
    return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  const lines = rows.map((row) => Object.values(row).map(cell).join(','));
  return [Object.keys(rows[0]).join(','), ...lines, ''].join('\n');
}

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { today: { type: 'string' }, team: { type: 'string' } },
});
if (positionals.length !== 1) {
  console.error('usage: node config/sample/generate.mjs FOLDER [--today 2026-03-02] [--team you@example.com]');
  process.exit(2);
}
const folder = positionals[0];
const today = dayFrom(values.today ?? iso(new Date()));
const emailOf = (member) => values.team ?? member.email;

const files = {
  accounts: accounts.map((account) => accountRow(account, today, emailOf)),
  people: people.map(personRow),
  orders: history.orders(accounts, today),
  tickets: history.tickets(accounts, today),
  invoices: history.invoices(accounts, today),
  indicators: history.indicators(accounts, today),
  'orders-cancelled': history.cancellations(accounts, today),
};

mkdirSync(folder, { recursive: true });
for (const [name, rows] of Object.entries(files)) writeFileSync(join(folder, `${name}.csv`), csv(rows));
