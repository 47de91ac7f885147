// A day with it: the import trips a signal, the room appears, the manager calls, the steps are worked, a crash loses
// nothing. Everything goes through the doors that people and feeds use.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { after, before, test } from 'node:test';
import { Office, readable, until } from './programs.mjs';

const root = new URL('../../', import.meta.url).pathname;
const kinds = ['accounts', 'people', 'orders', 'tickets', 'invoices', 'indicators'];
let office;
let room;
let people;

const card = async () => (await office.messages(room.id)).find((message) => /\d\/9/.test(readable(message)));
const room_text = async () => (await office.messages(room.id)).map(readable).join('\n');

before(async () => {
  office = await Office.open(process.env.SCRATCH);
  const { users } = await office.control('/state');
  people = Object.fromEntries(users.map((user) => [user.name, user.id]));
});
after(() => office?.close());

test('S0-14a, S0-26: the import trips a signal and the room exists within ten seconds', async () => {
  const sample = `${process.env.SCRATCH}/sample`;
  const generated = spawnSync('node', [`${root}config/sample/generate.mjs`, sample], { encoding: 'utf8' });
  assert.equal(generated.status, 0, generated.stderr);
  for (const kind of kinds) office.run('import', kind, `${sample}/${kind}.csv`);
  await until('the evaluation of all accounts', async () => {
    const answer = await fetch(`${office.botUrl}/v1/accounts/acme/health`,
      { headers: { authorization: 'Bearer story-api-token' } });
    return answer.ok;
  });
  assert.equal(await office.channel('rescue-'), undefined, 'nothing trips before the last orders');
  office.run('import', 'orders', `${sample}/orders-cancelled.csv`);
  room = await until('the room', () => office.channel('rescue-acme'), 10);
  const drawn = await until('the card', card);
  assert.match(readable(drawn), /11/);
  assert.match(readable(drawn), /13/);
  assert.match(readable(drawn), /0\/9/);
});

test('S1-24: the manager has the message with its buttons', async () => {
  const message = await until('the sponsor-call message', async () =>
    (await office.direct(people.morgan)).find((one) => readable(one).includes('Dana Fox')));
  assert.match(readable(message), /call/i);
});

test('S1-02: "I called" earns step 2 and the thread says how long it took', async () => {
  const message = (await office.direct(people.morgan)).find((one) => readable(one).includes('Dana Fox'));
  await office.press(people.morgan, message.channel, message, 'call.reached');
  await until('step 2 to be earned', async () => /1\/9/.test(readable(await card())));
  await until('the line in the thread', async () => /minutes from signal to call/.test(await room_text()));
});

test('the steps are worked by command, and refusals say what is missing', async () => {
  assert.match(await office.type(people.kim, room.id, 'step 4 done'), /not done yet/);
  await office.type(people.morgan, room.id, `role lead <@${people.kim}>`);
  await office.type(people.kim, room.id, 'step 3 done contact shared with the sponsor');
  assert.match(await office.type(people.kim, room.id, 'plan add Ship the missing pallets'), /owner/);
  await office.type(people.kim, room.id, `plan add Ship the missing pallets owner:<@${people.kim}> due:+3d`);
  assert.match(await office.type(people.kim, room.id, 'service premium-response measure:ontime'), /end date/);
  await office.type(people.kim, room.id, 'service premium-response end:+14d measure:ontime cost:900');
  await office.type(people.kim, room.id, 'checkin set tue 10:00 indicator:ontime target:95');
  await until('five earned steps', async () => /5\/9/.test(readable(await card())));
});

const file_in = (messages, name) => messages.flatMap((message) => message.files ?? [])
  .find((file) => file.name.includes(name));

test('S1-07: a check-in puts the chart into the thread of the card', async () => {
  await office.type(people.kim, room.id, 'checkin log ontime:96');
  const chart = await until('the chart', async () => file_in(await office.messages(room.id), 'indicators.png'));
  assert.equal(chart.shares.private[room.id][0].thread_ts, (await card()).ts);
  assert.equal(chart.public_url_shared, false);
});

test('S0-30, D-19: the map is for the room, the record for the asker alone', async () => {
  await office.type(people.kim, room.id, 'people map');
  await until('the map', async () => file_in(await office.messages(room.id), 'people'));
  await office.type(people.kim, room.id, 'timeline export');
  await until('the record', async () => file_in(await office.direct(people.kim), 'record'));
  assert.equal(file_in(await office.messages(room.id), 'record'), undefined);
});

test('S1-08: a touch returns its drafted summary, and marking it as sent counts', async () => {
  const draft = await office.type(people.kim, room.id,
    'touch kind:call with:"Dana Fox" next:"Send the new schedule" by:fri We agreed on fixed delivery days');
  assert.match(draft, /fixed delivery days/);
  await office.type(people.kim, room.id, 'summary 2 sent');
  await office.type(people.morgan, room.id, 'summary 1 sent');
  await until('2/2 on the card', async () => /2\/2/.test(readable(await card())));
});

test('health answers the asker, and an unknown name gets the nearest', async () => {
  assert.match(await office.type(people.kim, room.id, 'health acme'), /Acme/);
  assert.match(await office.type(people.kim, room.id, 'health amce'), /Acme/);
});

test('a crash loses nothing and doubles nothing', async () => {
  const posted = async () => (await office.messages(room.id)).filter((one) => one.subtype !== 'ephemeral')
    .map((one) => one.ts);
  await until('everything to be delivered', async () =>
    /messages: 0 wait/.test(await office.type(people.kim, 'C01SALES', 'doctor')));
  const before_crash = await posted();
  await office.killBot('SIGKILL');
  await office.startBot();
  await office.type(people.kim, room.id, 'timeline add The depot confirmed the new days');
  await until('the new line', async () => /depot confirmed/.test(await room_text()));
  await until('everything to be delivered', async () =>
    /messages: 0 wait/.test(await office.type(people.kim, 'C01SALES', 'doctor')));
  const after_crash = await posted();
  assert.deepEqual(after_crash.slice(0, before_crash.length), before_crash);
  assert.equal(after_crash.length, before_crash.length + 1);
  assert.equal((await office.control('/state')).channels.filter((one) => one.name.startsWith('rescue-acme')).length, 1);
});

test('the program stops gracefully in under five seconds', async () => {
  const began = Date.now();
  assert.equal(await office.killBot('SIGTERM'), 0);
  assert.ok(Date.now() - began < 5000);
});
