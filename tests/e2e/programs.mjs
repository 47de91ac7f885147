// The two programs of the story, and what one needs to talk to them.
import { spawn, spawnSync } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { createServer } from 'node:net';
import { mkdirSync, openSync, writeFileSync } from 'node:fs';

const root = new URL('../../', import.meta.url).pathname;

export async function freePort() {
  const server = createServer();
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/// Waits until `probe` gives something true; its last failure is the message when time is over.
export async function until(what, probe, seconds = 20) {
  const deadline = Date.now() + seconds * 1000;
  let last;
  while (Date.now() < deadline) {
    try {
      last = await probe();
      if (last) return last;
    } catch (error) {
      last = error;
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`waited ${seconds} s in vain for ${what}; last: ${String(last)}`);
}

// With DOOR=socket the double delivers over Socket Mode, else over HTTP.
const socketMode = process.env.DOOR === 'socket';
const appToken = 'xapp-story';

export class Office {
  /// @param clock where the program's clock begins; without it, it tells the real time
  static async open(scratch, clock) {
    const office = new Office();
    office.clock = clock;
    mkdirSync(scratch, { recursive: true });
    office.scratch = scratch;
    const [botPort, slackPort] = [await freePort(), await freePort()];
    office.botUrl = `http://127.0.0.1:${botPort}`;
    office.slackUrl = `http://127.0.0.1:${slackPort}`;
    office.environment = {
      ...process.env,
      SLACK_BOT_TOKEN: 'xoxb-story',
      ...(socketMode ? { SLACK_APP_TOKEN: appToken } : { SLACK_SIGNING_SECRET: 'story-secret' }),
      SLACK_API_URL: `${office.slackUrl}/api/`,
      HOLDFAST_LISTEN: `127.0.0.1:${botPort}`,
      HOLDFAST_DB: `${scratch}/holdfast.db`,
      HOLDFAST_CONFIG: `${root}config/sample/holdfast.yaml`,
      HOLDFAST_API_TOKEN: 'story-api-token',
    };
    const workspace = spawnSync('node', [`${root}config/sample/workspace.mjs`, `${office.botUrl}/slack/events`,
      'xoxb-story', 'story-secret', ...(socketMode ? [appToken] : [])], { encoding: 'utf8' });
    if (workspace.status !== 0) throw new Error(workspace.stderr);
    writeFileSync(`${scratch}/workspace.json`, workspace.stdout);
    office.double = office.start('slack-double', process.env.SLACK_DOUBLE,
      ['--config', `${scratch}/workspace.json`, '--port', String(slackPort), '--base-host', '127.0.0.1']);
    await until('the Slack double', () => fetch(`${office.slackUrl}/_control/state`).then((r) => r.ok));
    await office.startBot();
    return office;
  }

  start(name, program, args) {
    const log = openSync(`${this.scratch}/${name}.log`, 'a');
    return spawn(program, args, { env: this.environment, stdio: ['ignore', log, log] });
  }

  async startBot() {
    this.bot = this.start('holdfast', process.env.HOLDFAST, ['serve', ...(this.clock ? ['--clock', this.clock] : [])]);
    await until('Holdfast', () => fetch(`${this.botUrl}/readyz`).then((r) => r.ok));
  }

  /// Stops the program and starts it again at a later time.
  async continueAt(clock) {
    await this.killBot('SIGTERM');
    this.clock = clock;
    await this.startBot();
  }

  async killBot(signal) {
    const ended = new Promise((resolve) => this.bot.once('exit', (code) => resolve(code)));
    this.bot.kill(signal);
    return ended;
  }

  close() {
    this.bot?.kill('SIGKILL');
    this.double?.kill('SIGKILL');
  }

  run(...args) {
    const result = spawnSync(process.env.HOLDFAST, args, { env: this.environment, encoding: 'utf8' });
    if (result.status !== 0) throw new Error(`holdfast ${args.join(' ')}: ${result.stderr}`);
    return result.stdout;
  }

  async control(path, body) {
    const answer = await fetch(`${this.slackUrl}/_control${path}`, body && {
      method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body),
    });
    return answer.json();
  }

  async channel(prefix) {
    const { channels } = await this.control('/state');
    return channels.find((channel) => channel.name.startsWith(prefix));
  }

  async messages(channel) {
    return (await this.control(`/messages/${channel}`)).messages;
  }

  /// Direct messages of the bot with one person.
  async direct(user) {
    const { channels } = await this.control('/state');
    const dm = channels.find((channel) => channel.is_im && channel.members.includes(user));
    return dm ? (await this.messages(dm.id)).map((message) => ({ ...message, channel: dm.id })) : [];
  }

  async type(user, channel, text) {
    const before = (await this.messages(channel)).length;
    await this.control('/command', { channel, user, command: '/rescue', text });
    const after = await this.messages(channel);
    return after.slice(before).map(readable).join('\n');
  }

  /// Submits the form that was opened last, signed as Slack signs. Returns what the program answers.
  async submit(user, entered) {
    const { log } = await this.control('/log');
    const opened = log.findLast((one) => one.summary === 'views.open');
    const values = Object.fromEntries(Object.entries(entered).map(([block, value]) => [block, { value }]));
    const payload = {
      type: 'view_submission', team: { id: 'T01OURS' }, user: { id: user, team_id: 'T01OURS' },
      view: { id: 'V01ENDING', hash: '1', ...opened.detail.view, state: { values } }, response_urls: [],
    };
    const body = new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
    const time = String(Math.floor(Date.now() / 1000));
    const signature = createHmac('sha256', this.environment.SLACK_SIGNING_SECRET).update(`v0:${time}:${body}`)
      .digest('hex');
    const answer = await fetch(`${this.botUrl}/slack/events`, {
      method: 'POST', body,
      headers: {
        'content-type': 'application/x-www-form-urlencoded', 'x-slack-request-timestamp': time,
        'x-slack-signature': `v0=${signature}`,
      },
    });
    const text = await answer.text();
    return text ? JSON.parse(text) : {};
  }

  async press(user, channel, message, actionId) {
    const action = actions(message).find((one) => one.action_id === actionId);
    if (!action) throw new Error(`no button ${actionId}`);
    await this.control('/interact', { channel, messageTs: message.ts, user, action });
  }
}

function* objects(value) {
  if (Array.isArray(value)) for (const inner of value) yield* objects(inner);
  else if (value && typeof value === 'object') {
    yield value;
    for (const inner of Object.values(value)) yield* objects(inner);
  }
}

/// All that can be read in a message.
export function readable(message) {
  const texts = [...objects(message.blocks ?? [])].map((one) => one.text).filter((text) => typeof text === 'string');
  return [message.text, ...texts].join('\n');
}

export function actions(message) {
  return [...objects(message.blocks ?? [])].filter((one) => one.action_id)
    .map((one) => ({ type: one.type, action_id: one.action_id, value: one.value, text: one.text }));
}
