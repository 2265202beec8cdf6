// node xstate.mjs FILE CASES SECONDS
import { createMachine, getInitialSnapshot, getNextSnapshot } from 'xstate';
import { measure, openStore } from './store.mjs';

const [file, cases, seconds] = [process.argv[2], Number(process.argv[3]), Number(process.argv[4])];
const owed = { run: { target: 'letter_1_sent', guard: ({ event }) => event.weeks_owed >= 2 && event.arrears > 0 } };
const machine = createMachine({
  id: 'arrears',
  initial: 'reminded',
  states: {
    reminded: { on: owed },
    letter_1_sent: { on: { run: { ...owed.run, target: 'reminded' } } },
  },
});
const store = openStore(file);
const first = JSON.stringify(getInitialSnapshot(machine));
store.open(Array.from({ length: cases }, () => first));
await measure('XState', cases, seconds, (id) => {
  const { version, snapshot } = store.load(id);
  const before = machine.resolveState(JSON.parse(snapshot));
  const after = getNextSnapshot(machine, before, { type: 'run', weeks_owed: 3.7, arrears: 41035 });
  if (after.value === before.value) throw new Error('the case did not move');
  store.save(id, version, JSON.stringify(after));
});
