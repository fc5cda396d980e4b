package dev.runwright.download;

import dev.runwright.engine.Action;
import dev.runwright.engine.CmdletAction;
import dev.runwright.engine.Cmdlets;
import dev.runwright.engine.StepContext;
import dev.runwright.engine.StepExecutor;
import dev.runwright.model.DownloadStep;
import dev.runwright.model.Effect;
import dev.runwright.value.Data;
import dev.runwright.value.EvaluationException;
import dev.runwright.value.Pending;
import dev.runwright.value.Template;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Does {@code download:} steps: each is one command of {@link Downloads}, which the file that it leaves reads. Thread-safe. */
public final class DownloadExecutor implements StepExecutor<DownloadStep> {
    private static final String LOCAL = "local";
    private static final Map<String, String> PARAMETERS = Map.of(
            "sha256", "Sha256",
            "signed_by", "SignedBy",
            "size", "Size",
            "min_free", "MinFree",
            "redirects", "Redirects",
            "proxy", "Proxy");

    private final Cmdlets downloads;
    private final boolean confined;

    /**
     * An executor.
     *
     * @param confined whether files go nowhere but into the working folder: an absolute path is then one below it
     */
    public DownloadExecutor(Cmdlets downloads, boolean confined) {
        this.downloads = downloads;
        this.confined = confined;
    }

    @Override
    public Class<DownloadStep> kind() {
        return DownloadStep.class;
    }

    @Override
    public Action prepare(DownloadStep step, StepContext context) {
        Map<String, @Nullable Object> options =
                new LinkedHashMap<>(step.options().render(context.scope()));
        options.values().removeIf(value -> value == null || value.equals(""));
        Object url = step.url().render(context.scope());
        Object to = options.remove("to");
        Map<String, @Nullable Object> parameters = new LinkedHashMap<>();
        parameters.put("Path", to instanceof Pending ? to : path(step, to, context.folder()));
        boolean pinned = options.get("sha256") != null;
        parameters.put(pinned ? "From" : "Url", url);
        options.forEach((name, value) -> parameters.put(PARAMETERS.getOrDefault(name, name), value));
        if (step.replace()) {
            parameters.put("Replace", true);
        }
        Object run = context.scope().names().get("run");
        if (run instanceof Map<?, ?>) {
            parameters.put("Run", Data.map(run).get("id"));
        }
        if (parameters.values().stream().noneMatch(Pending.class::isInstance)) {
            check(step, parameters);
        }
        Cmdlets.Call call = new Cmdlets.Call(LOCAL, DownloadStep.COMMAND, parameters, java.util.List.of());
        return CmdletAction.of(downloads, call, Effect.CHANGE, "download " + url + " to " + to);
    }

    private static void check(DownloadStep step, Map<String, @Nullable Object> parameters) {
        try {
            Order.of(parameters);
        } catch (IllegalArgumentException e) {
            throw new EvaluationException(step.url().position(), String.valueOf(e.getMessage()), null);
        }
    }

    private String path(DownloadStep step, @Nullable Object to, Path folder) {
        Template template = step.options().fields().getOrDefault("to", step.url());
        try {
            if (to instanceof String text && !text.isBlank() && !text.endsWith("/") && !text.endsWith("\\")) {
                Path path = Path.of(text);
                Path root = path.getRoot();
                Path below = confined && root != null ? root.relativize(path) : path;
                Path whole = folder.resolve(below).toAbsolutePath().normalize();
                if (confined && !whole.startsWith(folder.toAbsolutePath().normalize())) {
                    throw new EvaluationException(
                            template.position(), "A rehearsal writes nowhere but into its own folder.", null);
                }
                return whole.toString();
            }
        } catch (java.nio.file.InvalidPathException e) {
            throw new EvaluationException(template.position(), "'to' is no path: " + e.getReason() + ".", null);
        }
        throw new EvaluationException(
                template.position(), "'to' must be the path that the file gets, its name included.", null);
    }
}
