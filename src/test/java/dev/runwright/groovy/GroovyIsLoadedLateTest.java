package dev.runwright.groovy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.runwright.engine.StepExecutor;
import dev.runwright.model.GroovyStep;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.Test;

/** A run without a Groovy step must not pay for Groovy: its first script costs a second. */
class GroovyIsLoadedLateTest {
    /** Loads the package anew, in a world where there is no Groovy. */
    private static final class WithoutGroovy extends ClassLoader {
        WithoutGroovy() {
            super(GroovyIsLoadedLateTest.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (name.startsWith("groovy.") || name.startsWith("org.codehaus.groovy.")) {
                throw new ClassNotFoundException(name);
            }
            if (!name.startsWith("dev.runwright.groovy.")) {
                return super.loadClass(name, resolve);
            }
            Class<?> loaded = findLoadedClass(name);
            return loaded == null ? defined(name) : loaded;
        }

        private Class<?> defined(String name) throws ClassNotFoundException {
            try (InputStream file = getResourceAsStream(name.replace('.', '/') + ".class")) {
                if (file == null) {
                    throw new ClassNotFoundException(name);
                }
                byte[] bytes = file.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Test
    void theExecutorIsMadeWithoutIt() throws Exception {
        Class<?> type = new WithoutGroovy().loadClass("dev.runwright.groovy.GroovyExecutor");
        assertThat(type).isNotEqualTo(GroovyExecutor.class);
        StepExecutor<?> executor =
                (StepExecutor<?>) type.getDeclaredConstructor().newInstance();
        assertThat(executor.kind()).isEqualTo(GroovyStep.class);
    }
}
