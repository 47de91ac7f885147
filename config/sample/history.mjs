// Two years of trade up to a given day. Nothing is random: the same day gives the same rows.
//
// Acme's story: deliveries came late ten weeks ago and are recovering. The month before last was 11 % below the usual;
// last month was 5 % below it, until two of its orders are cancelled, which makes it 13 %.

import { addDays, addMonths, firstOfMonth, iso } from './days.mjs';

const months = 24;
const orderDays = [3, 10, 17, 24];
const orderShares = [0.22, 0.27, 0.24, 0.27];
/** Healthy customers do not order the same every month; in percent. */
const wobble = [0, 2, -1, 3, -2, 1, 0, -3, 2, -1, 1, -2];

const lateDeliveries = [
  96.5, 97.1, 96.8, 96.2, 97.4, 96.9, 97.0, 96.4, 96.7, 97.2, 96.6, 96.9, 97.3,
  96.5, 96.8, 97.0, 91.8, 86.3, 82.1, 81.4, 83.0, 85.6, 88.2, 90.7, 92.4, 93.1,
];
const usualWeek = (index) => 97 + wobble[index % wobble.length] / 4;

/** Orders of every account but the two cancellations. */
export function orders(accounts, today) {
  return accounts.flatMap((account) => {
    return account.monthlyOrders ? established(account, today) : newcomer(account, today);
  });
}

/** The rows that trip the signal: two of Acme's orders of last month are taken back. */
export function cancellations(accounts, today) {
  const acme = accounts.find(({ id }) => id === 'acme');
  const lastMonth = addMonths(firstOfMonth(today), -1);
  const share = acme.monthlyOrders * 0.04;
  return [orderDays[1], orderDays[3]].map((day, index) => ({
    account: acme.id, date: iso(addDays(lastMonth, day)), amount: (-share).toFixed(2), id: `acme-cancelled-${index + 1}`,
  }));
}

function established(account, today) {
  const rows = [];
  for (let ago = months; ago >= 0; --ago) {
    const month = addMonths(firstOfMonth(today), -ago);
    const total = account.monthlyOrders * (1 + changePercent(account, ago) / 100);
    orderDays.forEach((day, index) => {
      const date = addDays(month, day - 1);
      if (date > today) return;
      rows.push({
        account: account.id, date: iso(date), amount: (total * orderShares[index]).toFixed(2),
        id: `${account.id}-${iso(month).slice(0, 7)}-${index + 1}`,
      });
    });
  }
  return rows;
}

function changePercent(account, monthsAgo) {
  if (account.id !== 'acme') return wobble[(monthsAgo + account.name.length) % wobble.length];
  return { 2: -11, 1: -5 }[monthsAgo] ?? 0;
}

/** One order a fortnight ago: too little to say what is usual. */
function newcomer(account, today) {
  return [{ account: account.id, date: iso(addDays(today, -14)), amount: '1850.00', id: `${account.id}-first` }];
}

/** Every account but the newcomer raises a ticket every eleven to fifteen days; all are closed within two days. */
export function tickets(accounts, today) {
  const severities = ['low', 'normal', 'normal', 'high'];
  return accounts.filter(({ monthlyOrders }) => monthlyOrders).flatMap((account, index) => {
    const rows = [];
    for (let ago = 5 + index; ago < 540; ago += 11 + index) {
      const opened = addDays(today, -ago);
      rows.push({
        account: account.id,
        opened_at: `${iso(opened)}T09:${10 + index}:00Z`,
        closed_at: `${iso(addDays(opened, 1 + (ago % 2)))}T15:40:00Z`,
        severity: severities[ago % severities.length], id: `${account.id}-t-${iso(opened)}`,
      });
    }
    return rows;
  });
}

/** One invoice a month, due in 30 days and paid before; Acme paid a single one late. */
export function invoices(accounts, today) {
  return accounts.filter(({ monthlyOrders }) => monthlyOrders).flatMap((account) => {
    const rows = [];
    for (let ago = months; ago >= 0; --ago) {
      const issued = addMonths(firstOfMonth(today), -ago);
      const paid = addDays(issued, account.id === 'acme' && ago === 3 ? 36 : 24);
      rows.push({
        account: account.id, issued: iso(issued), due: iso(addDays(issued, 30)), paid: paid <= today ? iso(paid) : '',
        amount: account.monthlyOrders.toFixed(2), terms_days: 30, id: `${account.id}-i-${iso(issued).slice(0, 7)}`,
      });
    }
    return rows;
  });
}

/** Deliveries on time in percent, week by week; for Acme with the dip and the way back. */
export function indicators(accounts, today) {
  return accounts.filter(({ monthlyOrders }) => monthlyOrders).flatMap((account) =>
    lateDeliveries.map((value, week) => ({
      account: account.id, name: 'ontime', at: `${iso(addDays(today, -7 * (lateDeliveries.length - week)))}T08:00:00Z`,
      value: account.id === 'acme' ? value : usualWeek(week),
    })));
}
