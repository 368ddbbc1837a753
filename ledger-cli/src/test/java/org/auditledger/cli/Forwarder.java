package org.auditledger.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import org.auditledger.testing.TestDatabase;

/** A way to a server that can be cut and opened again, always at the same port. */
final class Forwarder implements AutoCloseable {

  private final TestDatabase target;
  private final int port;
  private final List<Socket> sockets = new ArrayList<>();
  private ServerSocket listening;

  /** It is cut until it is opened. */
  Forwarder(TestDatabase target) throws IOException {
    this.target = target;
    this.listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    this.port = listening.getLocalPort();
    listening.close();
  }

  String dsn() {
    return "postgresql://"
        + target.user()
        + ":"
        + target.password()
        + "@127.0.0.1:"
        + port
        + "/"
        + target.name();
  }

  synchronized void open() throws IOException {
    ServerSocket opened = new ServerSocket();
    opened.setReuseAddress(true);
    opened.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    listening = opened;
    daemon(() -> accept(opened));
  }

  private void accept(ServerSocket opened) throws IOException {
    while (true) {
      Socket client = opened.accept();
      Socket server = new Socket(target.host(), target.port());
      synchronized (this) {
        if (opened.isClosed()) {
          client.close();
          server.close();
          return;
        }
        sockets.add(client);
        sockets.add(server);
      }
      daemon(() -> client.getInputStream().transferTo(server.getOutputStream()));
      daemon(
          () -> {
            server.getInputStream().transferTo(client.getOutputStream());
            client.close();
          });
    }
  }

  private interface Work {
    void run() throws IOException;
  }

  private static void daemon(Work work) {
    Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (IOException e) {
                // The way was cut, which is what this is for.
              }
            },
            "forwarder");
    thread.setDaemon(true);
    thread.start();
  }

  /** Cuts it. */
  @Override
  public synchronized void close() throws IOException {
    listening.close();
    for (Socket socket : sockets) {
      socket.close();
    }
    sockets.clear();
  }
}
