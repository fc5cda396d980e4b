package dev.runwright.app;

import dev.runwright.cli.Terminal;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** A node that wants every run it is told of: it says that it is ready, and resumes one after the other once it is sent a line. */
public final class RacingMain {
    static final String READY = "-- halted";
    static final String CODE = "-- code ";

    private RacingMain() {}

    /** Resumes the runs that are named, in an order of its own, and says for each with which exit code. */
    public static void main(String[] runs) throws IOException {
        System.setProperty("picocli.disable.closures", "true");
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        Terminal terminal = new Terminal(out, out);
        Wiring wiring = new Wiring(Surroundings.ofThisProcess());
        out.println(READY);
        if (System.in.read() < 0) {
            return;
        }
        for (String run : runs) {
            int code = Main.run(terminal, wiring, "resume", run);
            terminal.flush();
            out.println(CODE + run + " " + code);
        }
    }
}
