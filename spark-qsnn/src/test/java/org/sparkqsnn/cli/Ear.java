package org.sparkqsnn.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A port of this machine that nobody has a reason to call; hears whoever does. */
final class Ear implements AutoCloseable {
    private final ServerSocket socket;
    private final List<String> heard = new CopyOnWriteArrayList<>();

    Ear() throws IOException {
        socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(this::listen, "ear");
        thread.setDaemon(true);
        thread.start();
    }

    /** {@code 127.0.0.1:PORT}. */
    String address() {
        return "127.0.0.1:" + socket.getLocalPort();
    }

    /** The beginning of what each caller said. */
    List<String> heard() {
        return List.copyOf(heard);
    }

    private void listen() {
        while (!socket.isClosed()) {
            try (Socket caller = socket.accept()) {
                caller.setSoTimeout(200);
                heard.add("a call");
                byte[] said = new byte[1000];
                int length = Math.max(0, caller.getInputStream().read(said));
                heard.add(new String(said, 0, length, StandardCharsets.ISO_8859_1));
            } catch (IOException e) {
                // A caller that said nothing is noted all the same.
            }
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
