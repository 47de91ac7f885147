// Takes the README's picture: the war room some steps into the rescue.
//   HOLDFAST=build/debug/bot/holdfast SLACK_DOUBLE=… SCRATCH=… node tests/e2e/picture.mjs OUT.png [dm|home]
// Needs the package chromium.
import { spawnSync } from 'node:child_process';
import { Office, readable, until } from './programs.mjs';

const root = new URL('../../', import.meta.url).pathname;
const [out = `${root}tests/e2e/war-room.png`, view = 'room'] = process.argv.slice(2);
const office = await Office.open(process.env.SCRATCH);
try {
  const sample = `${process.env.SCRATCH}/sample`;
  spawnSync('node', [`${root}config/sample/generate.mjs`, sample]);
  for (const kind of ['accounts', 'people', 'orders', 'tickets', 'invoices', 'indicators']) {
    office.run('import', kind, `${sample}/${kind}.csv`);
  }
  office.run('import', 'orders', `${sample}/orders-cancelled.csv`);
  const room = await until('the room', () => office.channel('rescue-acme'));
  const { users } = await office.control('/state');
  const people = Object.fromEntries(users.map((user) => [user.name, user.id]));
  const call = await until('the call message', async () =>
    (await office.direct(people.morgan)).find((one) => readable(one).includes('Dana Fox')));
  let shown = call;
  if (view === 'room') {
    await office.type(people.morgan, 'C01SALES', 'call acme reached Dana was calm and wants fixed delivery days');
    for (const text of [`role lead <@${people.kim}>`, 'step 3 done contact shared with the sponsor',
      `plan add Ship the missing pallets owner:<@${people.kim}> due:+2d`,
      `plan add Daily delivery status to Dana owner:<@${people.priya}> due:+5d`,
      'service premium-response end:+14d measure:ontime cost:900',
      'checkin set tue 10:00 indicator:ontime target:95']) {
      await office.type(people.kim, 'C01SALES', text.replace(/^(\w+)/, '$1 acme'));
    }
    const card = async () => (await office.messages(room.id)).find((message) => /\/9/.test(readable(message)));
    shown = await until('five earned steps', async () => /5\/9/.test(readable(await card())) && card());
    shown.channel = room.id;
  }
  const address = `${office.slackUrl}/archives/${shown.channel}/p${shown.ts.replace('.', '')}`;
  const taken = spawnSync('chromium', ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
    '--disable-background-networking', '--disable-component-update', '--disable-sync', '--hide-scrollbars',
    `--user-data-dir=${process.env.SCRATCH}/chromium`, '--window-size=1280,940', '--virtual-time-budget=4000',
    `--screenshot=${out}`, address], { encoding: 'utf8', timeout: 60000 });
  if (taken.status !== 0) throw new Error(taken.stderr);
  console.log(out);
} finally {
  office.close();
}
