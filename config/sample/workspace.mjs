// Prints the workspace of the Slack double as JSON:
//   node config/sample/workspace.mjs URL BOT_TOKEN SIGNING_SECRET [APP_TOKEN]
// URL is where the bot listens for Slack; with an app token the double uses Socket Mode instead.

import { team } from './team.mjs';

const [requestUrl, botToken, signingSecret, appToken] = process.argv.slice(2);
if (!signingSecret) {
  console.error('usage: node config/sample/workspace.mjs URL BOT_TOKEN SIGNING_SECRET [APP_TOKEN]');
  process.exit(2);
}

const bot = 'U0HOLDFAST';
const everybody = [...Object.values(team).map(({ id }) => id), bot];
const workspace = {
  workspace: { name: 'Our Company', domain: 'ourcompany', teamId: 'T01OURS' },
  app: {
    appId: 'A01HOLDFAST', botUserId: bot, botName: 'holdfast', botToken, signingSecret,
    ...(appToken ? { mode: 'socket', appToken } : { mode: 'events', requestUrl }),
  },
  users: Object.values(team).map(({ id, handle, name, zone, email }) => {
    return { id, name: handle, real_name: name, email, tz: zone };
  }),
  channels: [
    { id: 'C01SALES', name: 'sales', purpose: 'Customers, orders, and what to do about them', members: everybody },
    { id: 'C02GENERAL', name: 'general', members: everybody },
  ],
};
console.log(JSON.stringify(workspace, null, 2));
