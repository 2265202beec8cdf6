import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.operaton.bpm.engine.ProcessEngine;
import org.operaton.bpm.engine.ProcessEngineConfiguration;
import org.operaton.bpm.engine.task.Task;

/** Bench FILE CASES SECONDS: completes user tasks of cases chosen by chance; history "activity". */
public final class Bench {
  private static final String SOURCE = """
      <?xml version="1.0" encoding="UTF-8"?>
      <definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"
          xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:camunda="http://camunda.org/schema/1.0/bpmn" targetNamespace="bench">
        <process id="arrears" isExecutable="true" camunda:historyTimeToLive="P1D">
          <startEvent id="start"/>
          <sequenceFlow id="a" sourceRef="start" targetRef="reminded"/>
          <userTask id="reminded"/>
          <sequenceFlow id="b" sourceRef="reminded" targetRef="owed"/>
          <exclusiveGateway id="owed" default="d"/>
          <sequenceFlow id="c" sourceRef="owed" targetRef="letter_1_sent">
            <conditionExpression xsi:type="tFormalExpression">${weeks_owed >= 2}</conditionExpression>
          </sequenceFlow>
          <sequenceFlow id="d" sourceRef="owed" targetRef="reminded"/>
          <userTask id="letter_1_sent"/>
          <sequenceFlow id="e" sourceRef="letter_1_sent" targetRef="reminded"/>
        </process>
      </definitions>
      """;

  public static void main(String[] args) {
    int cases = Integer.parseInt(args[1]);
    double seconds = Double.parseDouble(args[2]);
    ProcessEngine engine = ProcessEngineConfiguration.createStandaloneInMemProcessEngineConfiguration()
        .setJdbcUrl("jdbc:h2:file:" + args[0] + ";WRITE_DELAY=0")
        .setDatabaseSchemaUpdate("true").setHistory("activity").setJobExecutorActivate(false).buildProcessEngine();
    engine.getRepositoryService().createDeployment().addString("arrears.bpmn", SOURCE).deploy();
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < cases; i++)
      ids.add(engine.getRuntimeService().startProcessInstanceByKey("arrears", java.util.Map.of("weeks_owed", 3.7)).getId());
    Random chance = new Random(41872);
    long[] took = new long[4_000_000];
    int done = 0;
    long began = System.nanoTime();
    while ((System.nanoTime() - began) / 1e9 < seconds) {
      String id = ids.get(chance.nextInt(cases));
      long asked = System.nanoTime();
      Task task = engine.getTaskService().createTaskQuery().processInstanceId(id).singleResult();
      engine.getTaskService().complete(task.getId());
      took[done++] = System.nanoTime() - asked;
    }
    double rate = done / ((System.nanoTime() - began) / 1e9);
    Arrays.sort(took, 0, done);
    System.out.printf(java.util.Locale.ROOT, "{\"peer\":\"Operaton\",\"a_second\":%.1f,\"p50_ms\":%.3f,\"p99_ms\":%.3f}%n",
        rate, took[done / 2] / 1e6, took[(int) (0.99 * (done - 1))] / 1e6);
    engine.close();
  }
}
