package dev.runwright.app;

import dev.runwright.cli.Interruption;
import dev.runwright.engine.Cancellation;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Ctrl-C and SIGTERM as wishes to stop. The JDK's class for signals is named by reflection only, because the compiler warns of every
 * mention of it and there is no other way to hear a second Ctrl-C; where it is missing, the process ends as any other would.
 */
final class Signals implements Interruption {
    private static final String SIGNAL = "sun.misc.Signal";
    private static final String HANDLER = "sun.misc.SignalHandler";

    private static final String FIRST =
            "stopping: the step under way may finish and no new one begins; Ctrl-C once more stops it now";
    private static final String SECOND = "stopping now; what always runs still does, Ctrl-C once more stops that";

    private final Cancellation cancellation = new Cancellation();
    private final Map<String, Object> before = new LinkedHashMap<>();
    private volatile Consumer<String> people = line -> {};

    Signals() {
        InvocationHandler heard = (proxy, method, arguments) -> {
            if (method.getName().equals("handle")) {
                people.accept(cancellation.requested() ? SECOND : FIRST);
                cancellation.request();
                return null;
            }
            return method.invoke(this, arguments);
        };
        for (String name : List.of("INT", "TERM")) {
            try {
                Class<?> handler = Class.forName(HANDLER);
                Object proxy = Proxy.newProxyInstance(Signals.class.getClassLoader(), new Class<?>[] {handler}, heard);
                Object old = handle(name, proxy);
                if (old != null) {
                    before.put(name, old);
                }
            } catch (ReflectiveOperationException | IllegalArgumentException e) {
                return; // this Java has no such class, or the signal belongs to somebody else
            }
        }
    }

    /** From now on {@code told} is run whenever the terminal has another size; false where that cannot be heard. */
    static boolean whenResized(Runnable told) {
        InvocationHandler heard = (proxy, method, arguments) -> {
            if (method.getName().equals("handle")) {
                told.run();
                return null;
            }
            return method.invoke(told, arguments);
        };
        try {
            Class<?> handler = Class.forName(HANDLER);
            handle("WINCH", Proxy.newProxyInstance(Signals.class.getClassLoader(), new Class<?>[] {handler}, heard));
            return true;
        } catch (ReflectiveOperationException | IllegalArgumentException e) {
            return false;
        }
    }

    private static @Nullable Object handle(String name, Object handler) throws ReflectiveOperationException {
        Class<?> type = Class.forName(SIGNAL);
        Object signal = type.getConstructor(String.class).newInstance(name);
        return type.getMethod("handle", type, Class.forName(HANDLER)).invoke(null, signal, handler);
    }

    @Override
    public Cancellation cancellation() {
        return cancellation;
    }

    @Override
    public void tell(Consumer<String> now) {
        people = now;
    }

    @Override
    public void close() {
        before.forEach((name, handler) -> {
            try {
                handle(name, handler);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        });
    }
}
