package org.auditledger.postgres;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** Passes one connection on, and like a pooler answers with a key of its own for cancelling. */
final class PretendedPooler implements AutoCloseable {

  private static final int BACKEND_KEY_DATA = 'K';

  private final ServerSocket listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
  private final String host;
  private final int port;

  PretendedPooler(String host, int port) throws IOException {
    this.host = host;
    this.port = port;
    start(this::serve);
  }

  int port() {
    return listening.getLocalPort();
  }

  private void serve() throws IOException {
    try (Socket client = listening.accept();
        Socket server = new Socket(host, port)) {
      start(() -> client.getInputStream().transferTo(server.getOutputStream()));
      DataInputStream in = new DataInputStream(server.getInputStream());
      DataOutputStream out = new DataOutputStream(client.getOutputStream());
      while (true) {
        int type = in.readUnsignedByte();
        int length = in.readInt();
        byte[] body = in.readNBytes(length - Integer.BYTES);
        if (type == BACKEND_KEY_DATA) {
          body[3] ^= 1;
        }
        out.writeByte(type);
        out.writeInt(length);
        out.write(body);
        out.flush();
      }
    }
  }

  /** Ends with its socket, without a word. */
  private static void start(Transfer transfer) {
    Thread thread =
        new Thread(
            () -> {
              try {
                transfer.run();
              } catch (IOException e) {
                // One of the two has hung up.
              }
            });
    thread.setDaemon(true);
    thread.start();
  }

  private interface Transfer {
    void run() throws IOException;
  }

  @Override
  public void close() throws IOException {
    listening.close();
  }
}
