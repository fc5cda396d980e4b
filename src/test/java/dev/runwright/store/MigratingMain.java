package dev.runwright.store;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Clock;

/**
 * Opens a store, and so migrates it, in a process that stands still at one point of that: before each thing that it has the database
 * do, each statement among them, and after it.
 */
public final class MigratingMain {
    static final String HALTED = "-- halted";
    static final String POINTS = "-- points: ";

    private final int point;
    private int points;

    private MigratingMain(int point) {
        this.point = point;
    }

    /** Takes the file and the number of the point, 0 for none. */
    public static void main(String[] arguments) {
        MigratingMain halting = new MigratingMain(Integer.parseInt(arguments[1]));
        Dialect real =
                SqliteDialect.open(Path.of(arguments[0]), Clock.systemUTC()).dialect();
        Dialect counted = (Dialect) Proxy.newProxyInstance(
                Dialect.class.getClassLoader(), new Class<?>[] {Dialect.class}, (proxy, method, given) -> {
                    halting.count();
                    try {
                        return method.invoke(real, given);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    } finally {
                        halting.count();
                    }
                });
        new Database(counted).prepared().close();
        System.out.println(POINTS + halting.points);
    }

    private void count() throws IOException {
        points++;
        if (points == point) {
            System.out.println(HALTED);
            System.out.flush();
            if (System.in.read() < 0) {
                Runtime.getRuntime().halt(1);
            }
        }
    }
}
