// Days as Date values at midnight UTC.

const millisecondsOfDay = 24 * 60 * 60 * 1000;

export const iso = (day) => day.toISOString().slice(0, 10);
export const addDays = (day, count) => new Date(day.getTime() + count * millisecondsOfDay);
export const firstOfMonth = (day) => new Date(Date.UTC(day.getUTCFullYear(), day.getUTCMonth(), 1));
/** For the first of a month only: other days may not exist in every month. */
export const addMonths = (first, count) => new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + count, 1));
export const dayFrom = (text) => {
  const day = new Date(`${text}T00:00:00Z`);
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(day.getTime());
  if (!isDay) throw new Error(`"${text}" is not a date; write it as 2026-03-02`);
  return day;
};
