package dev.runwright.estate;

import dev.runwright.catalogue.Catalogue;
import dev.runwright.catalogue.CatalogueFiles;
import dev.runwright.wire.Protocol;
import dev.runwright.wire.ReplyWriter;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/**
 * The shell inside this product: it speaks the bridge's protocol, has no language, and answers every command from the estate. It
 * takes and ignores PowerShell's arguments.
 */
public final class StandInShell {
    /** Environment variable: the estate's file. */
    public static final String ESTATE = "RW_ESTATE";

    /** Environment variable: the folder in which the product is installed, for its catalogue. */
    public static final String INSTALL = "RW_INSTALL";

    private static final int PARENT_GONE = 97;
    private static final int BROKEN = 96;

    private StandInShell() {}

    /** Runs until standard input ends, a line says {@code exit}, or the parent process is gone. */
    public static void main(String[] arguments) {
        Map<String, String> environment = System.getenv();
        watchParent(environment.get(Protocol.PARENT));
        FutureTask<Estate> estate = new FutureTask<>(() -> estate(environment));
        background("estate", estate);
        int exit = 0;
        try (RequestLines lines = RequestLines.open(environment)) {
            ReplyWriter replies = new ReplyWriter(new FileOutputStream(FileDescriptor.out), environment);
            StandInSession session = new StandInSession(
                    () -> opened(estate), replies, environment.getOrDefault(Protocol.CANCEL, ""), lines.hasPipe());
            exit = session.serve(lines);
        } catch (IOException e) {
            System.err.println("the stand-in shell cannot go on: " + e.getMessage());
            exit = BROKEN;
        }
        Runtime.getRuntime().halt(exit);
    }

    private static Estate estate(Map<String, String> environment) {
        Catalogue catalogue = CatalogueFiles.open(Path.of(environment.getOrDefault(INSTALL, ".")));
        Estate estate = Estate.open(
                Path.of(environment.getOrDefault(ESTATE, "estate")), catalogue, CmdletWorlds.over(catalogue));
        estate.runsOn(environment.get(Protocol.HOST));
        return estate;
    }

    private static void watchParent(@Nullable String parent) {
        if (parent == null || !parent.matches("\\d{1,18}")) {
            return;
        }
        ProcessHandle.of(Long.parseLong(parent)).ifPresent(process -> {
            background("parent", () -> {
                process.onExit().join();
                Runtime.getRuntime().halt(PARENT_GONE);
            });
        });
    }

    /** The estate, which is being opened while the shell boots, because loading its library takes longest. */
    private static Estate opened(FutureTask<Estate> estate) {
        try {
            return estate.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException problem ? problem : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the estate was being opened", e);
        }
    }

    private static void background(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }
}
