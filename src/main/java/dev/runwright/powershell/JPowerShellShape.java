package dev.runwright.powershell;

import com.profesorfalken.jpowershell.PowerShell;
import java.io.PrintWriter;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;

/**
 * The private parts of jPowerShell 3.1.1 that the bridge sets: its own way to open a session waits five seconds, mixes the
 * streams and loses replies. Checked when it is made, so that another version is told at once. Immutable.
 */
final class JPowerShellShape<T> {
    private static final Map<String, Class<?>> FIELDS = Map.of(
            "p", Process.class,
            "commandWriter", PrintWriter.class,
            "threadpool", ExecutorService.class,
            "pid", long.class,
            "maxWait", long.class,
            "waitPause", int.class,
            "scriptMode", boolean.class);

    private final Constructor<T> constructor;
    private final Map<String, Field> fields;

    private JPowerShellShape(Constructor<T> constructor, Map<String, Field> fields) {
        this.constructor = constructor;
        this.fields = fields;
    }

    static JPowerShellShape<PowerShell> check() {
        return of(PowerShell.class);
    }

    /** The shape of {@code type}, or one error that names the first part that is not as it was. */
    static <T> JPowerShellShape<T> of(Class<T> type) {
        try {
            Constructor<T> constructor = type.getDeclaredConstructor();
            constructor.setAccessible(true);
            Map<String, Field> fields = new LinkedHashMap<>();
            for (Map.Entry<String, Class<?>> wanted : FIELDS.entrySet()) {
                Field field = type.getDeclaredField(wanted.getKey());
                if (field.getType() != wanted.getValue()) {
                    throw BridgeException.otherJPowerShell(
                            "its field '" + wanted.getKey() + "' is a "
                                    + field.getType().getSimpleName(),
                            null);
                }
                field.setAccessible(true);
                fields.put(wanted.getKey(), field);
            }
            return new JPowerShellShape<>(constructor, fields);
        } catch (NoSuchMethodException e) {
            throw BridgeException.otherJPowerShell("it has no constructor without parameters", e);
        } catch (NoSuchFieldException e) {
            throw BridgeException.otherJPowerShell("it has no field '" + e.getMessage() + "'", e);
        } catch (RuntimeException e) {
            throw e instanceof BridgeException ? e : BridgeException.otherJPowerShell("its parts are locked", e);
        }
    }

    /** An object with these values in its fields. */
    T make(Map<String, Object> values) {
        try {
            T made = constructor.newInstance();
            for (Map.Entry<String, Object> value : values.entrySet()) {
                set(made, value.getKey(), value.getValue());
            }
            return made;
        } catch (ReflectiveOperationException e) {
            throw BridgeException.otherJPowerShell("it cannot be made", e);
        }
    }

    /** Sets one field. */
    void set(T target, String field, Object value) {
        try {
            Field known = fields.get(field);
            if (known == null) {
                throw new IllegalArgumentException("not a field of the shape: " + field);
            }
            known.set(target, value);
        } catch (IllegalAccessException e) {
            throw BridgeException.otherJPowerShell("its field '" + field + "' cannot be set", e);
        }
    }
}
