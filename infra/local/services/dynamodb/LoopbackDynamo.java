import java.io.RandomAccessFile;
import java.lang.reflect.Field;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import software.amazon.dynamodb.services.local.main.ServerRunner;
import software.amazon.dynamodb.services.local.server.DynamoDBProxyServer;

/**
 * DynamoDB Local on the loopback address only (it has no option for that), on a free port that is printed as
 * "READY port". It stops cleanly when its standard input ends, so that it outlives a killed parent just long enough
 * to keep everything it has acknowledged. A second one on the same folder waits for the first to be gone.
 */
public class LoopbackDynamo {
  public static void main(String[] args) throws Exception {
    String folder = System.getProperty("state.folder");
    FileLock lock = folder == null ? null : new RandomAccessFile(Path.of(folder, "in-use").toFile(), "rw").getChannel().lock();
    DynamoDBProxyServer dynamo = ServerRunner.createServerFromCommandLineArgs(args);
    Field field = DynamoDBProxyServer.class.getDeclaredField("server");
    field.setAccessible(true);
    ServerConnector connector = null;
    for (Connector each : ((Server) field.get(dynamo)).getConnectors()) {
      if (each instanceof ServerConnector) connector = (ServerConnector) each;
    }
    connector.setHost("127.0.0.1");
    connector.setPort(0);
    dynamo.start();
    System.out.println("READY " + connector.getLocalPort());
    while (System.in.read() != -1) {}
    dynamo.stop();
    if (lock != null) lock.release();
    System.exit(0);
  }
}
