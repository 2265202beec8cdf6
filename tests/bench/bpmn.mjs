// node bpmn.mjs FILE CASES SECONDS
import { EventEmitter } from 'node:events';
import { Engine } from 'bpmn-engine';
import { measure, openStore } from './store.mjs';

const [file, cases, seconds] = [process.argv[2], Number(process.argv[3]), Number(process.argv[4])];
const source = `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" targetNamespace="bench">
  <process id="arrears" isExecutable="true">
    <startEvent id="start"/>
    <sequenceFlow id="a" sourceRef="start" targetRef="reminded"/>
    <userTask id="reminded"/>
    <sequenceFlow id="b" sourceRef="reminded" targetRef="owed"/>
    <exclusiveGateway id="owed" default="d"/>
    <sequenceFlow id="c" sourceRef="owed" targetRef="letter_1_sent">
      <conditionExpression xsi:type="tFormalExpression">\${environment.variables.owes}</conditionExpression>
    </sequenceFlow>
    <sequenceFlow id="d" sourceRef="owed" targetRef="reminded"/>
    <userTask id="letter_1_sent"/>
    <sequenceFlow id="e" sourceRef="letter_1_sent" targetRef="reminded"/>
  </process>
</definitions>`;

const waitFor = (listener) => new Promise((resolve) => listener.once('activity.wait', resolve));
const store = openStore(file);
{
  const engine = Engine({ name: 'arrears', source, variables: { owes: true } });
  const listener = new EventEmitter();
  const waiting = waitFor(listener);
  await engine.execute({ listener });
  await waiting;
  const first = JSON.stringify(await engine.getState());
  store.open(Array.from({ length: cases }, () => first));
  await engine.stop();
}
await measure('bpmn-engine', cases, seconds, async (id) => {
  const { version, snapshot } = store.load(id);
  const engine = Engine().recover(JSON.parse(snapshot));
  const listener = new EventEmitter();
  const resumed = waitFor(listener);
  await engine.resume({ listener });
  const task = await resumed;
  const moved = waitFor(listener);
  task.signal();
  await moved;
  const after = JSON.stringify(await engine.getState());
  await engine.stop();
  store.save(id, version, after);
});
