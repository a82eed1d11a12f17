package io.jenkins.plugins.deployer.local;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** What has ended scrolls up as lines; below it each step under way has a row that shows life. */
final class ProgressBars implements Progress {
    private static final String CLEAR_LINE = "\u001b[2K";
    private static final String CLEAR_BELOW = "\u001b[J";
    private static final String DIM = "\u001b[2m";
    private static final String GREEN = "\u001b[32m";
    private static final String RED = "\u001b[31m";
    private static final String PLAIN = "\u001b[0m";
    private static final String[] TRACK = {"━   ", " ━  ", "  ━ ", "   ━", "  ━ ", " ━  "};

    private final PrintWriter out;
    private final Terminal terminal;
    private final List<Row> rows = new ArrayList<>();
    private final ScheduledExecutorService painter;
    private final Object questions = new Object();
    private boolean asking;
    private int painted;
    private int frame;

    ProgressBars(PrintWriter out, Terminal terminal) {
        this.out = out;
        this.terminal = terminal;
        painter = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "progress");
            thread.setDaemon(true);
            return thread;
        });
        painter.scheduleAtFixedRate(this::paint, 100, 100, TimeUnit.MILLISECONDS);
    }

    @Override
    public synchronized Step begin(String title) {
        Row row = new Row(title);
        rows.add(row);
        return row;
    }

    @Override
    public synchronized void tell(String line) {
        wipe();
        out.println(line);
        repaint();
    }

    /** While a person thinks, everything else may go on and be told; the rows wait. */
    @Override
    public Optional<String> ask(String question) {
        synchronized (questions) {
            pause(question);
            try {
                return Optional.ofNullable(terminal.input().readLine());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } finally {
                goOn();
            }
        }
    }

    private synchronized void pause(String question) {
        wipe();
        out.print(question + " ");
        out.flush();
        asking = true;
    }

    private synchronized void goOn() {
        asking = false;
        repaint();
    }

    @Override
    public boolean canAsk() {
        return true;
    }

    @Override
    public synchronized void close() {
        painter.shutdownNow();
        wipe();
        rows.clear();
        out.flush();
    }

    private synchronized void paint() {
        frame++;
        wipe();
        repaint();
    }

    private void wipe() {
        if (painted > 0) {
            out.print("\u001b[" + painted + "A\r" + CLEAR_BELOW);
            painted = 0;
        }
    }

    private void repaint() {
        if (asking) {
            return;
        }
        for (Row row : rows) {
            out.println(CLEAR_LINE + row.text());
        }
        painted = rows.size();
        out.flush();
    }

    private synchronized void end(Row row, String mark, String how) {
        rows.remove(row);
        wipe();
        out.println(mark + PLAIN + " " + row.title + ": " + how);
        repaint();
    }

    private final class Row implements Step {
        private final String title;
        private final Elapsed taking = new Elapsed();
        private String state = "";

        Row(String title) {
            this.title = title;
        }

        String text() {
            String head = TRACK[(frame / 2) % TRACK.length] + " " + title + "  " + taking;
            int room = terminal.width() - head.length() - 3;
            String tail = room <= 0 || state.length() <= room ? state : state.substring(0, room);
            return room <= 0
                    ? head.substring(0, Math.min(head.length(), terminal.width() - 1))
                    : head + "  " + DIM + tail + PLAIN;
        }

        @Override
        public void update(String newState) {
            tell(DIM + "  " + title + ": " + newState + PLAIN);
            detail(newState);
        }

        @Override
        public void detail(String text) {
            synchronized (ProgressBars.this) {
                state = text.replaceAll("\\p{Cntrl}", " ");
            }
        }

        @Override
        public void done(String result) {
            end(this, GREEN + "✓", result + " (" + taking + ")");
        }

        @Override
        public void failed(String reason) {
            end(this, RED + "✗", "FAILED after " + taking + ": " + reason);
        }
    }
}
