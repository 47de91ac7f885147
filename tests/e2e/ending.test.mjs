// The last chapter: two weeks on target, the review, provisionally recovered, the watch, counted as recovered. Weeks
// pass by starting the program again with a later clock, which a rescue must survive anyway.
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

before(async () => {
  office = await Office.open(`${process.env.SCRATCH}/ending`, '2026-03-02T08:12:00Z');
  const { users } = await office.control('/state');
  people = Object.fromEntries(users.map((user) => [user.name, user.id]));
  const sample = `${office.scratch}/sample`;
  const generated = spawnSync('node', [`${root}config/sample/generate.mjs`, sample], { encoding: 'utf8' });
  assert.equal(generated.status, 0, generated.stderr);
  for (const kind of ['accounts', 'people']) office.run('import', kind, `${sample}/${kind}.csv`);
  await office.type(people.kim, 'C01SALES', 'open acme the depot missed three deliveries');
  room = await until('the room', () => office.channel('rescue-acme'), 10);
});
after(() => office?.close());

test('S1-07: two weeks on target offer the review to the manager', async () => {
  await office.type(people.kim, room.id, 'checkin set tue 10:00 indicator:ontime target:95');
  for (const week of ['2026-03-10', '2026-03-17', '2026-03-24']) {
    await office.continueAt(`${week}T09:05:00Z`);
    await office.type(people.kim, room.id, 'checkin log ontime:96');
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
    what_worked: { type: 'plain_text_input', value: 'A status call every morning' },
    what_did_not: { type: 'plain_text_input', value: 'Silence in the first week' },
    sponsor_present: { type: 'checkboxes', selected_options: [{ value: 'yes' }] },
  };
  await office.type(people.morgan, room.id, 'close recovered');
  const refused = await office.submit(people.morgan, review);
  assert.equal(refused.response_action, 'errors', JSON.stringify(refused));
  const accepted = await office.submit(people.morgan, { ...review, ...safeguard });
  assert.notEqual(accepted.response_action, 'errors', JSON.stringify(accepted));
  await until('the line in the room', async () => /recovered \(provisional/i.test(await room_text()));
});

test('S1-09: after the watch the recovery counts', async () => {
  await office.continueAt('2026-06-23T09:00:00Z');
  await until('the recovery to count', async () => /the recovery counts/.test(await room_text()));
  assert.match(await office.type(people.kim, 'C01SALES', 'status acme'), /Recovered/);
});
