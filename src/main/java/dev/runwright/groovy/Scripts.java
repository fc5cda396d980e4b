package dev.runwright.groovy;

import dev.runwright.text.Position;
import dev.runwright.text.Problem;
import groovy.lang.GroovyClassLoader;
import groovy.lang.GroovyCodeSource;
import groovy.lang.Script;
import groovy.transform.ThreadInterrupt;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.codehaus.groovy.control.CompilationFailedException;
import org.codehaus.groovy.control.CompilerConfiguration;
import org.codehaus.groovy.control.MultipleCompilationErrorsException;
import org.codehaus.groovy.control.customizers.ASTTransformationCustomizer;
import org.codehaus.groovy.control.messages.Message;
import org.codehaus.groovy.control.messages.SyntaxErrorMessage;
import org.codehaus.groovy.syntax.SyntaxException;

/**
 * Compiles scripts and keeps the newest, each under a class loader of its own, so that one that is dropped can be unloaded. Every loop
 * and method of a script looks whether its thread is interrupted. Thread-safe.
 */
final class Scripts {
    /** The file name that a script's lines have in stack traces. */
    static final String FILE = "RunwrightStep.groovy";

    private static final int KEPT = 64;

    private final Map<String, Class<? extends Script>> compiled = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Class<? extends Script>> eldest) {
            return size() > KEPT;
        }
    };
    private final CompilerConfiguration configuration = new CompilerConfiguration();

    Scripts() {
        configuration.addCompilationCustomizers(new ASTTransformationCustomizer(ThreadInterrupt.class));
    }

    /**
     * The script's class.
     *
     * @throws CompilationFailedException if it is no Groovy
     */
    synchronized Class<? extends Script> compile(String script) {
        Class<? extends Script> known = compiled.get(script);
        if (known == null) {
            known = parse(script);
            compiled.put(script, known);
        }
        return known;
    }

    private Class<? extends Script> parse(String script) {
        GroovyClassLoader loader = new GroovyClassLoader(Scripts.class.getClassLoader(), configuration);
        GroovyCodeSource source = new GroovyCodeSource(script, FILE, "/runwright/script");
        source.setCachable(false);
        Class<?> parsed = loader.parseClass(source);
        return Script.class.isAssignableFrom(parsed) ? parsed.asSubclass(Script.class) : parse(script + "\nnull");
    }

    /** What is wrong with a script, at its places in the runbook. */
    List<Problem> problems(String script, Position firstLine) {
        try {
            compile(script);
            return List.of();
        } catch (CompilationFailedException e) {
            return problems(e, firstLine);
        }
    }

    static List<Problem> problems(CompilationFailedException failure, Position firstLine) {
        List<Problem> problems = new ArrayList<>();
        if (failure instanceof MultipleCompilationErrorsException many) {
            for (Message message : many.getErrorCollector().getErrors()) {
                if (message instanceof SyntaxErrorMessage syntax) {
                    problems.add(problem(syntax.getCause(), firstLine));
                }
            }
        }
        if (problems.isEmpty()) {
            problems.add(problem(firstLine, firstLineOf(failure.getMessage())));
        }
        return problems;
    }

    private static Problem problem(SyntaxException error, Position firstLine) {
        return problem(
                ScriptPlaces.at(firstLine, error.getLine(), error.getStartColumn()),
                firstLineOf(error.getOriginalMessage()));
    }

    private static Problem problem(Position position, String reason) {
        return Problem.error(position, "groovy", "The Groovy script cannot be compiled: " + reason + ".", null);
    }

    private static String firstLineOf(@org.jspecify.annotations.Nullable String message) {
        String text =
                String.valueOf(message).strip().lines().findFirst().orElse("").strip();
        return text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
    }
}
