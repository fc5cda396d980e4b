package dev.runwright.engine;

import dev.runwright.value.Scope;
import java.nio.file.Path;

/**
 * What a step may know of its run.
 *
 * @param path the step's path
 * @param scope the names it may read
 * @param folder the working folder: the runbook's own, in a rehearsal the run's scratch folder
 */
public record StepContext(String path, Scope scope, Path folder) {}
