package dev.runwright.app;

import dev.runwright.cli.CommandLineTool;
import dev.runwright.cli.Terminal;
import dev.runwright.cli.Workbench;
import dev.runwright.journal.Journal;
import dev.runwright.journal.RunWriter;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;

/**
 * The real command line in a process that stands still at one point of its journal, says so on its output, and goes on once it is
 * sent a line. The points are counted: a run begun or taken over, an entry appended, a commit.
 */
public final class HaltingMain {
    /** The number of the point, 0 for none, or one of those that have a name. */
    static final String POINT = "runwright.halt";

    /** The point just before a run is taken over. */
    static final String BEFORE_TAKING_OVER = "takeOver";

    /** The point between the commit of a change and the last look at the lease before it is sent. */
    static final String BEFORE_SENDING = "confirm";

    /** Seconds by which the process's clock is ahead. */
    static final String AHEAD = "runwright.ahead";

    static final String HALTED = "-- halted";
    static final String POINTS = "-- points: ";
    private static final Set<String> COUNTED =
            Set.of("begin", "beginUnlocked", "takeOver", "append", "commit", "lock", "anchor");

    private final String point = System.getProperty(POINT, "0");
    private int points;

    private HaltingMain() {}

    /** Runs one command and ends the process with its exit code. */
    public static void main(String[] arguments) {
        System.setProperty("picocli.disable.closures", "true");
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        Surroundings own = Surroundings.ofThisProcess();
        Clock clock = Clock.offset(Clock.systemUTC(), Duration.ofSeconds(Integer.getInteger(AHEAD, 0)));
        Surroundings surroundings =
                new Surroundings(own.install(), own.folder(), own.environment(), own.folder(), clock);
        HaltingMain halting = new HaltingMain();
        Terminal terminal = new Terminal(out, out);
        int code =
                new CommandLineTool(terminal, halting.over(Workbench.class, new Wiring(surroundings))).run(arguments);
        out.println(POINTS + halting.points);
        terminal.flush();
        System.exit(code);
    }

    /** The same, with the points of its journals counted. */
    private <T> T over(Class<T> type, T real) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, given) -> {
                    String name = method.getName();
                    if (name.equals(point)) {
                        halt();
                    }
                    try {
                        Object result = method.invoke(real, given);
                        if (real instanceof RunWriter || real instanceof Journal) {
                            count(name);
                        }
                        return result instanceof Journal journal
                                ? over(Journal.class, journal)
                                : result instanceof RunWriter writer ? over(RunWriter.class, writer) : result;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }

    private synchronized void count(String name) {
        if (COUNTED.contains(name) && String.valueOf(++points).equals(point)) {
            halt();
        }
    }

    /** Whoever wants to write meanwhile stands still too. Without a parent there is nothing to go on for. */
    private synchronized void halt() {
        System.out.println(HALTED);
        System.out.flush();
        try {
            if (System.in.read() < 0) {
                Runtime.getRuntime().halt(1);
            }
        } catch (IOException e) {
            Runtime.getRuntime().halt(1);
        }
    }
}
