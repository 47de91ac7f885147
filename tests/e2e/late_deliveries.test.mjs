// The example of the method, from late deliveries to the renewal (S1-21): one owner, a status every day for five days,
// premium response for a while, deliveries back on time, the review, ninety days of watch. Days pass by starting the
// program again with a later clock, which a rescue must survive anyway.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { after, before, test } from 'node:test';
import { Office, readable, until } from './programs.mjs';

const root = new URL('../../', import.meta.url).pathname;
let office;
let people;
let room;

const room_text = async () => (await office.messages(room.id)).map(readable).join('\n');
const told = async (user) => (await office.direct(user)).map(readable).join('\n');
const types = (user, text) => office.type(user, room.id, text);

before(async () => {
  office = await Office.open(`${process.env.SCRATCH}/late-deliveries`, '2026-03-02T08:12:00Z');
  const { users } = await office.control('/state');
  people = Object.fromEntries(users.map((user) => [user.name, user.id]));
  const sample = `${office.scratch}/sample`;
  const generated = spawnSync('node', [`${root}config/sample/generate.mjs`, sample], { encoding: 'utf8' });
  assert.equal(generated.status, 0, generated.stderr);
  for (const kind of ['accounts', 'people']) office.run('import', kind, `${sample}/${kind}.csv`);
  await office.type(people.kim, 'C01SALES', 'open acme three deliveries came late in one month');
  room = await until('the room', () => office.channel('rescue-acme'), 10);
});
after(() => office?.close());

test('S1-21: one owner, the sponsor called, the plan from the template, premium response with an end', async () => {
  await types(people.morgan, 'call reached Dana wants to see every day that it gets better');
  await types(people.morgan, `role lead <@${people.kim}>`);
  await types(people.kim, 'step 3 done contact shared with the sponsor');
  await types(people.kim, 'plan template 5 daily');
  await types(people.kim, 'service premium-response end:+14d measure:ontime cost:900');
  await types(people.kim, 'checkin set tue 10:00 indicator:ontime target:95');
  const plan = await types(people.kim, 'plan show');
  for (const day of [1, 2, 3, 4, 5]) assert.match(plan, new RegExp(`status ${day} of 5`));
});

test('S1-21: a status every day for five days, each with its written summary', async () => {
  for (const [index, day] of ['03-03', '03-04', '03-05', '03-06', '03-09'].entries()) {
    await office.continueAt(`2026-${day}T14:00:00Z`);
    await types(people.kim, `touch kind:email with:"Dana Fox" Status ${index + 1} of 5: all deliveries left on time`);
    await types(people.kim, 'summary last sent');
    await types(people.kim, `plan done ${index + 2}`);
  }
  assert.match(await types(people.kim, 'step 8'), /5\/6 sent|6\/6 sent/);
});

test('S1-07: two weeks on target offer the review to the manager', async () => {
  for (const week of ['2026-03-10', '2026-03-17', '2026-03-24']) {
    await office.continueAt(`${week}T09:05:00Z`);
    await types(people.kim, 'checkin log ontime:96');
  }
  await until('the offer', async () => /on target for two weeks/.test(await told(people.morgan)));
});

test('S1-09: a review without a safeguard is refused, a whole one closes provisionally', async () => {
  const safeguard = {
    safeguard_1: { type: 'plain_text_input', value: 'Stock check each Monday' },
    safeguard_owner_1: { type: 'users_select', selected_user: people.kim },
    safeguard_due_1: { type: 'datepicker', selected_date: '2026-04-06' },
  };
  const review = {
    what_happened: { type: 'plain_text_input', value: 'Three late deliveries' },
    what_worked: { type: 'plain_text_input', value: 'A status every day for five days' },
    what_did_not: { type: 'plain_text_input', value: 'Silence in the first week' },
    sponsor_present: { type: 'checkboxes', selected_options: [{ value: 'yes' }] },
  };
  await types(people.morgan, 'close recovered');
  const refused = await office.submit(people.morgan, review);
  assert.equal(refused.response_action, 'errors', JSON.stringify(refused));
  const accepted = await office.submit(people.morgan, { ...review, ...safeguard });
  assert.notEqual(accepted.response_action, 'errors', JSON.stringify(accepted));
  await until('the line in the room', async () => /recovered \(provisional/i.test(await room_text()));
});

test('S1-21, S1-09: the contract is renewed, and after the watch the recovery counts', async () => {
  await office.continueAt('2026-05-12T09:00:00Z');
  await office.type(people.kim, 'C01SALES',
    'touch acme kind:meeting with:"Dana Fox" tag:renewal Dana renewed for two years');
  await office.type(people.kim, 'C01SALES', 'account set acme renewal:2028-06-30');
  assert.match(await office.type(people.kim, 'C01SALES', 'health acme'), /2028/);
  await office.continueAt('2026-06-23T09:00:00Z');
  await until('the recovery to count', async () => /the recovery counts/.test(await room_text()), 60);
  assert.match(await office.type(people.kim, 'C01SALES', 'status acme'), /Recovered/);
});
