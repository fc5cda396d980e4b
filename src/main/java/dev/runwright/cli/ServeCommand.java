package dev.runwright.cli;

import dev.runwright.engine.RunEngine;
import dev.runwright.journal.Journal;
import dev.runwright.serve.EventLog;
import dev.runwright.serve.Service;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "serve",
        description =
                "Run schedules and carry waiting runs on, until it is told to stop. The first Ctrl-C or SIGTERM lets the"
                        + " steps under way finish and begins no other; a second one ends the process at once. Nothing is lost either way.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  runwright serve                        health and metrics at 127.0.0.1:8471",
            "  runwright serve --port 0 --log text    at any free port, lines for people"
        })
final class ServeCommand implements Callable<Integer> {
    private static final String LOOPBACK = "127.0.0.1";
    private static final String PORT = "8471";

    private final Terminal terminal;
    private final Workbench workbench;

    @Option(
            names = "--port",
            paramLabel = "N",
            defaultValue = PORT,
            description = "Where /health, /ready and /metrics are asked for; 0 for any (default: ${DEFAULT-VALUE}).")
    private int port;

    @Option(
            names = "--listen",
            paramLabel = "ADDRESS",
            defaultValue = LOOPBACK,
            description = "At which address (default: ${DEFAULT-VALUE}, this machine only).")
    private String listen = LOOPBACK;

    @Option(
            names = "--log",
            paramLabel = "FORM",
            description = "'json' for one object a line, 'text' for people; standard: text on a terminal, else json.")
    private @Nullable String log;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "The configuration; else the nearest runwright.yaml upward from the working folder.")
    private @Nullable Path config;

    ServeCommand(Terminal terminal, Workbench workbench) {
        this.terminal = terminal;
        this.workbench = workbench;
    }

    @Override
    public Integer call() throws InterruptedException {
        EventLog events = new EventLog(terminal.err(), workbench.clock(), isJson());
        if (port < 0 || port > 65_535) {
            throw Refusal.wrongCall("wrong_port", "--port " + port + ": a port is a number from 0 to 65535.");
        }
        Workbench.Kept shells = workbench.keepShells();
        try {
            serve(workbench.settings(config), events);
        } finally {
            shells.close();
        }
        return ExitCode.DONE.number();
    }

    private void serve(Settings settings, EventLog events) throws InterruptedException {
        Terminal lines = LoggedLines.terminal(line -> events.info("note", Map.of("text", line)));
        try (Journal journal = workbench.journal(settings);
                Interruption interruption = workbench.interruption()) {
            RunEngine engine = workbench.engine(settings, journal);
            ServedRuns runs = new ServedRuns(lines, workbench, settings, journal, engine);
            Service.Setup setup = new Service.Setup(
                    journal,
                    engine,
                    workbench.identity(settings),
                    runs,
                    new ScheduleFiles(settings, events)::now,
                    workbench.triggers(settings),
                    new InetSocketAddress(listen, port),
                    settings.serving().atOnce(),
                    workbench.clock(),
                    events);
            try (Service service = new Service(setup)) {
                AtomicBoolean told = new AtomicBoolean();
                interruption.tell(line -> {
                    if (told.getAndSet(true)) {
                        workbench.halt();
                    }
                    service.stop();
                });
                InetSocketAddress at = service.address();
                terminal.out().println("Serving at " + at.getHostString() + ":" + at.getPort());
                service.serve();
            }
        }
    }

    private boolean isJson() {
        if (log == null) {
            return !workbench.isTerminal(terminal);
        }
        if (!log.equals("json") && !log.equals("text")) {
            throw Refusal.wrongCall("wrong_log", "--log " + log + ": a log is 'json' or 'text'.");
        }
        return log.equals("json");
    }
}
