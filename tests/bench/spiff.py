"""python3 spiff.py FILE CASES SECONDS"""
import json, sqlite3, sys, tempfile, time

from SpiffWorkflow.bpmn.parser import BpmnParser
from SpiffWorkflow.bpmn.serializer import BpmnWorkflowSerializer
from SpiffWorkflow.bpmn.workflow import BpmnWorkflow
from SpiffWorkflow.util.task import TaskState

SOURCE = """<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" targetNamespace="bench">
  <process id="arrears" isExecutable="true">
    <startEvent id="start"><outgoing>a</outgoing></startEvent>
    <sequenceFlow id="a" sourceRef="start" targetRef="reminded"/>
    <manualTask id="reminded"><incoming>a</incoming><incoming>d</incoming><incoming>e</incoming><outgoing>b</outgoing></manualTask>
    <sequenceFlow id="b" sourceRef="reminded" targetRef="owed"/>
    <exclusiveGateway id="owed" default="d"><incoming>b</incoming><outgoing>c</outgoing><outgoing>d</outgoing></exclusiveGateway>
    <sequenceFlow id="c" sourceRef="owed" targetRef="letter_1_sent"><conditionExpression xsi:type="tFormalExpression">weeks_owed &gt;= 2</conditionExpression></sequenceFlow>
    <sequenceFlow id="d" sourceRef="owed" targetRef="reminded"/>
    <manualTask id="letter_1_sent"><incoming>c</incoming><outgoing>e</outgoing></manualTask>
    <sequenceFlow id="e" sourceRef="letter_1_sent" targetRef="reminded"/>
  </process>
</definitions>"""


def main(file, cases, seconds):
    with tempfile.NamedTemporaryFile("w", suffix=".bpmn") as source:
        source.write(SOURCE)
        source.flush()
        parser = BpmnParser()
        parser.add_bpmn_file(source.name)
        spec = parser.get_spec("arrears")
    serializer = BpmnWorkflowSerializer()
    workflow = BpmnWorkflow(spec)
    workflow.data["weeks_owed"] = 3.7
    workflow.do_engine_steps()
    for task in workflow.get_tasks(state=TaskState.READY, manual=True):
        task.data["weeks_owed"] = 3.7
    first = serializer.serialize_json(workflow)

    db = sqlite3.connect(file, isolation_level=None)
    db.execute("PRAGMA journal_mode = WAL")
    db.execute("PRAGMA synchronous = FULL")
    db.execute("CREATE TABLE kase (id INTEGER PRIMARY KEY, version INTEGER NOT NULL, snapshot TEXT NOT NULL)")
    db.execute("CREATE TABLE event (kase INTEGER NOT NULL, seq INTEGER NOT NULL, audit TEXT NOT NULL, PRIMARY KEY (kase, seq))")
    db.execute("BEGIN")
    db.executemany("INSERT INTO kase VALUES (?, 0, ?)", ((i, first) for i in range(cases)))
    db.execute("COMMIT")

    took, chance, began = [], 41872, time.perf_counter()
    while time.perf_counter() - began < seconds:
        chance = (chance * 1103515245 + 12345) % 2147483648
        case, asked = chance % cases, time.perf_counter()
        version, snapshot = db.execute("SELECT version, snapshot FROM kase WHERE id = ?", (case,)).fetchone()
        workflow = serializer.deserialize_json(snapshot)
        (task,) = workflow.get_tasks(state=TaskState.READY, manual=True)
        task.run()
        workflow.do_engine_steps()
        db.execute("BEGIN")
        moved = db.execute("UPDATE kase SET version = version + 1, snapshot = ? WHERE id = ? AND version = ?",
                           (serializer.serialize_json(workflow), case, version))
        if moved.rowcount != 1:
            raise RuntimeError("the case was changed by somebody else")
        db.execute("INSERT INTO event VALUES (?, ?, ?)", (case, version + 1, "x" * 300))
        db.execute("COMMIT")
        took.append((time.perf_counter() - asked) * 1000)
    rate = len(took) / (time.perf_counter() - began)
    took.sort()
    at = lambda share: round(took[int(share * (len(took) - 1))], 3)
    print(json.dumps({"peer": "SpiffWorkflow", "a_second": round(rate, 1), "p50_ms": at(0.5), "p99_ms": at(0.99)}))


main(sys.argv[1], int(sys.argv[2]), float(sys.argv[3]))
