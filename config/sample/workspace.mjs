// Prints the workspace of the Slack double as JSON:  node config/sample/workspace.mjs URL BOT_TOKEN SIGNING_SECRET
// URL is where the bot listens for Slack.

import { team } from './team.mjs';

const [requestUrl, botToken, signingSecret] = process.argv.slice(2);
if (!signingSecret) {
  console.error('usage: node config/sample/workspace.mjs URL BOT_TOKEN SIGNING_SECRET');
  process.exit(2);
}

const bot = 'U0HOLDFAST';
const everybody = [...Object.values(team).map(({ id }) => id), bot];
const workspace = {
  workspace: { name: 'Our Company', domain: 'ourcompany', teamId: 'T01OURS' },
  app: {
    appId: 'A01HOLDFAST', botUserId: bot, botName: 'holdfast', botToken, signingSecret, mode: 'events', requestUrl,
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
