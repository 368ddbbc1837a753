package org.auditledger.testing;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One connection through a {@link FaultProxy}: a thread for each direction. What the client sends
 * is held back until it asks the server to act, so that a request is forwarded as a whole or not at
 * all; copied data is not held back.
 */
final class ProxiedConnection {

  private static final int BUFFER = 1 << 16;
  private static final int LARGEST = 1 << 26;
  private static final int CANCEL = 80877102;
  private static final int TLS = 80877103;
  private static final int GSS = 80877104;

  /** What one of its threads does. */
  interface Transfer {
    void run() throws IOException;
  }

  private final FaultProxy proxy;
  private final Socket client;
  private final Socket server;
  private final DataInputStream in;
  private final DataOutputStream out;
  private final ByteArrayOutputStream held = new ByteArrayOutputStream();
  private final RequestText text = new RequestText();
  private final ServerMessages answers = new ServerMessages(this::received);

  private int lastRequest;

  // What follows is guarded by this.
  private long backend;
  private int owed;
  private boolean copying;
  private char status = '?';
  private boolean withheld;
  private boolean probing;
  private @Nullable String probed;
  private boolean ended;

  ProxiedConnection(FaultProxy proxy, Socket client, Socket server) throws IOException {
    this.proxy = proxy;
    this.client = client;
    this.server = server;
    client.setTcpNoDelay(true);
    server.setTcpNoDelay(true);
    in = new DataInputStream(new BufferedInputStream(client.getInputStream(), BUFFER));
    out = new DataOutputStream(new BufferedOutputStream(server.getOutputStream(), BUFFER));
  }

  /** Passes on what the client sends, until it stops. */
  void clientToServer() throws IOException {
    if (!startUp()) {
      return;
    }
    int type = in.read();
    while (type >= 0) {
      int length = in.readInt() - Integer.BYTES;
      if (length < 0 || length > LARGEST) {
        throw new IOException("a message of " + length + " bytes");
      }
      if (type == 'd') {
        out.write(type);
        out.writeInt(length + Integer.BYTES);
        stream(length);
      } else {
        take(type, in.readNBytes(length));
      }
      if (in.available() == 0) {
        out.flush();
      }
      type = in.read();
    }
    out.flush();
    server.shutdownOutput();
  }

  /** Answers what comes before the first message; true if a session follows. */
  private boolean startUp() throws IOException {
    while (true) {
      int length = in.readInt();
      int code = in.readInt();
      if (code == TLS || code == GSS) {
        client.getOutputStream().write('N');
        continue;
      }
      if (length < 2 * Integer.BYTES || length > LARGEST) {
        throw new IOException("a first message of " + length + " bytes");
      }
      out.writeInt(length);
      out.writeInt(code);
      stream(length - 2 * Integer.BYTES);
      out.flush();
      return code != CANCEL;
    }
  }

  private void stream(int length) throws IOException {
    byte[] piece = new byte[Math.min(length, BUFFER)];
    int left = length;
    while (left > 0) {
      int n = Math.min(left, piece.length);
      in.readFully(piece, 0, n);
      out.write(piece, 0, n);
      left -= n;
    }
  }

  private void take(int type, byte[] body) throws IOException {
    if (held.size() > LARGEST) {
      throw new IOException("a request of more than " + LARGEST + " bytes");
    }
    DataOutputStream message = new DataOutputStream(held);
    message.write(type);
    message.writeInt(body.length + Integer.BYTES);
    message.write(body);
    switch (type) {
      case 'P', 'B', 'D', 'E', 'C' -> text.note(type, body);
      case 'Q', 'S', 'F' -> request(type, body);
      case 'c', 'f' -> {
        // After an error nothing is copied any more, and what the client sends is not read. A COPY
        // that was not begun by a simple query ends with a Sync, and that is its request.
        if (isCopying() && lastRequest == 'Q') {
          request(type, body);
        } else {
          pass();
        }
      }
      default -> pass();
    }
  }

  private void request(int type, byte[] body) throws IOException {
    lastRequest = type;
    proxy.request(this, text.of(type, body));
  }

  /** Whether the server waits for data, and not for a request. */
  synchronized boolean isCopying() {
    return copying;
  }

  /** Sends the request in hand to the server, which from now on owes an answer. */
  void forward() throws IOException {
    synchronized (this) {
      owed = copying ? 1 : owed + 1;
      copying = false;
    }
    pass();
    out.flush();
  }

  private void pass() throws IOException {
    held.writeTo(out);
    held.reset();
  }

  /** Passes on what the server sends, until it stops. */
  void serverToClient() throws IOException {
    byte[] piece = new byte[BUFFER];
    InputStream source = server.getInputStream();
    OutputStream target = client.getOutputStream();
    try {
      for (int n = source.read(piece); n >= 0; n = source.read(piece)) {
        boolean delivered = isDelivered();
        answers.accept(piece, n);
        if (delivered) {
          target.write(piece, 0, n);
        }
      }
    } finally {
      synchronized (this) {
        ended = true;
        notifyAll();
      }
    }
    client.shutdownOutput();
  }

  private synchronized boolean isDelivered() {
    return !withheld && !probing;
  }

  private synchronized void received(char type, byte[] body) {
    switch (type) {
      case 'K' -> {
        backend = ByteBuffer.wrap(body).getInt();
        proxy.serving(backend);
      }
      case 'G', 'W' -> {
        // The answer to a COPY is that it goes on. The Sync that came with it is not read.
        copying = true;
        owed = 0;
      }
      case 'D' -> {
        if (probing) {
          int header = Short.BYTES + Integer.BYTES;
          probed = new String(body, header, body.length - header, StandardCharsets.UTF_8);
        }
      }
      case 'Z' -> {
        status = (char) body[0];
        owed = Math.max(0, owed - 1);
        copying = false;
        probing = false;
      }
      default -> {
        return;
      }
    }
    notifyAll();
  }

  /** From now on the client hears nothing. */
  synchronized void withhold() {
    withheld = true;
  }

  /** Waits until the server has answered all it was sent, or is gone; false if it takes longer. */
  synchronized boolean awaitAnswer(Duration patience) throws IOException {
    long deadline = System.nanoTime() + patience.toNanos();
    while (owed > 0 && !ended) {
      long left = (deadline - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        return false;
      }
      try {
        wait(left);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted", e);
      }
    }
    return true;
  }

  /** The process that serves this connection. */
  synchronized long backend() {
    return backend;
  }

  /** The server's word for where the session is: idle, in a transaction, in a failed one. */
  synchronized char status() {
    return status;
  }

  /** Asks in the client's own session, before the request in hand; the client does not notice. */
  @Nullable String probe(String sql, Duration patience) throws IOException {
    byte[] query = sql.getBytes(StandardCharsets.UTF_8);
    synchronized (this) {
      probing = true;
      probed = null;
      owed++;
    }
    out.write('Q');
    out.writeInt(Integer.BYTES + query.length + 1);
    out.write(query);
    out.write(0);
    out.flush();
    if (!awaitAnswer(patience)) {
      throw new IOException("no answer to " + sql);
    }
    synchronized (this) {
      return probed;
    }
  }

  void close() {
    close(client);
    close(server);
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // It is of no more use either way.
    }
  }
}
