import java.io.RandomAccessFile;
import java.lang.reflect.Field;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
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
 *
 * With the property "many" the printed port is of a door: who connects is told the port of a DynamoDB Local of his own in
 * memory, which ends with the connection.
 */
public class LoopbackDynamo {
  public static void main(String[] args) throws Exception {
    if (Boolean.getBoolean("many")) openDoor(args);
    else serveOne(args);
    System.exit(0);
  }

  private static void serveOne(String[] args) throws Exception {
    String folder = System.getProperty("state.folder");
    FileLock lock = folder == null ? null : new RandomAccessFile(Path.of(folder, "in-use").toFile(), "rw").getChannel().lock();
    DynamoDBProxyServer dynamo = ServerRunner.createServerFromCommandLineArgs(args);
    System.out.println("READY " + start(dynamo));
    while (System.in.read() != -1) {}
    dynamo.stop();
    if (lock != null) lock.release();
  }

  private static void openDoor(String[] args) throws Exception {
    ServerSocket door = new ServerSocket(0, 16, InetAddress.getLoopbackAddress());
    Thread opening = new Thread(() -> {
      while (true) {
        try {
          Socket guest = door.accept();
          new Thread(() -> serveGuest(guest, args)).start();
        } catch (Exception error) {
          error.printStackTrace();
          System.exit(1);
        }
      }
    });
    opening.setDaemon(true);
    opening.start();
    System.out.println("READY " + door.getLocalPort());
    while (System.in.read() != -1) {}
  }

  private static void serveGuest(Socket guest, String[] args) {
    try (guest) {
      DynamoDBProxyServer dynamo;
      // What it sets up for the whole process it sets up anew each time, and not safely beside another.
      synchronized (LoopbackDynamo.class) {
        dynamo = ServerRunner.createServerFromCommandLineArgs(args);
        guest.getOutputStream().write(("READY " + start(dynamo) + "\n").getBytes());
      }
      while (guest.getInputStream().read() != -1) {}
      dynamo.stop();
    } catch (Exception error) {
      error.printStackTrace();
    }
  }

  /** Starts it on the loopback address. Returns its port. */
  private static int start(DynamoDBProxyServer dynamo) throws Exception {
    Field field = DynamoDBProxyServer.class.getDeclaredField("server");
    field.setAccessible(true);
    ServerConnector connector = null;
    for (Connector each : ((Server) field.get(dynamo)).getConnectors()) {
      if (each instanceof ServerConnector) connector = (ServerConnector) each;
    }
    connector.setHost("127.0.0.1");
    connector.setPort(0);
    // Longer than a connection lies idle here: one that is closed at the moment it is used again fails a call for nothing.
    connector.setIdleTimeout(600_000);
    dynamo.start();
    return connector.getLocalPort();
  }
}
