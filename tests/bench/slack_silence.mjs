// A Slack that says yes to everything and remembers nothing, so that a bot under load has one:
//   node tests/bench/slack_silence.mjs
// Listens on a free port of 127.0.0.1 and prints SLACK_API_URL=… when it does.

import { createServer } from 'node:http';

let made = 0;
const newId = (letter) => `${letter}0${String(++made).padStart(9, '0')}`;
const newTs = () => `${Math.floor(Date.now() / 1000)}.${String(++made % 1_000_000).padStart(6, '0')}`;

const bot = { user_id: 'U0HOLDFAST', bot_id: 'B0HOLDFAST', team_id: 'T0BENCH001' };

const user = (id, email) => ({
  id, team_id: bot.team_id, name: id.toLowerCase(), real_name: `Person ${id}`, tz: 'Europe/Berlin', deleted: false,
  is_bot: false, profile: { real_name: `Person ${id}`, display_name: '', email },
});

const posted = (channel, ts) => ({ channel, ts, message: { type: 'message', user: bot.user_id, bot_id: bot.bot_id, ts } });

const view = () => ({ view: { id: newId('V'), hash: newTs() } });

// What is not listed here is answered with ok alone.
const answers = {
  'auth.test': () => ({ url: 'https://bench.slack.com/', team: 'Bench', user: 'holdfast', ...bot }),
  'users.info': (form) => ({ user: user(form.get('user'), `${form.get('user').toLowerCase()}@bench.example`) }),
  'users.lookupByEmail': (form) => ({ user: user(newId('U'), form.get('email')) }),
  'users.conversations': () => ({ channels: [], response_metadata: { next_cursor: '' } }),
  'conversations.create': (form) => ({
    channel: { id: newId('C'), name: form.get('name'), creator: bot.user_id, created: Math.floor(Date.now() / 1000) },
  }),
  'conversations.open': (form) => ({ channel: { id: `D0${form.get('users')}` } }),
  'conversations.info': (form) => ({
    channel: { id: form.get('channel'), is_member: true, is_archived: false, is_ext_shared: false },
  }),
  'conversations.history': () => ({ messages: [], has_more: false }),
  'conversations.replies': () => ({ messages: [], has_more: false }),
  'chat.postMessage': (form) => posted(form.get('channel'), newTs()),
  'chat.update': (form) => posted(form.get('channel'), form.get('ts')),
  'chat.postEphemeral': () => ({ message_ts: newTs() }),
  'views.open': view,
  'views.update': view,
  'views.publish': view,
};

async function bodyOf(request) {
  const pieces = [];
  for await (const piece of request) pieces.push(piece);
  return Buffer.concat(pieces).toString('utf8');
}

const server = createServer(async (request, response) => {
  try {
    const form = new URLSearchParams(await bodyOf(request));
    const method = request.url.replace('/api/', '');
    response.setHeader('content-type', 'application/json; charset=utf-8');
    response.end(JSON.stringify({ ok: true, ...answers[method]?.(form) }));
  } catch (error) {
    console.error(`${request.url}: ${error.message}`);
    response.destroy();
  }
});
server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () => console.log(`SLACK_API_URL=http://127.0.0.1:${server.address().port}/api/`));
process.on('SIGTERM', () => process.exit(0));
