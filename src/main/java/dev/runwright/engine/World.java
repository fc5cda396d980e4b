package dev.runwright.engine;

import dev.runwright.model.Step;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Everything outside that one run reaches, under one profile: opened for the run, closed with it. */
public interface World extends AutoCloseable {
    /** The estate's name, or the profile's: a run is undone only in its own world. */
    String name();

    /** The profile's name. */
    String profile();

    /** Whether it is an estate. */
    boolean rehearsed();

    /** PowerShell commands. */
    Cmdlets cmdlets();

    /** The executor of a kind of steps that act outside. */
    <S extends Step> StepExecutor<S> executor(S step);

    /** Its time. */
    RunClock clock();

    /** The working folder of programs and scripts. */
    Path folder();

    /** What expressions see as {@code connections}: name to facts such as {@code organisation}. */
    Map<String, Object> connections();

    /** Why a step cannot be run here (design 3.4); empty if it can. */
    Optional<String> refusal(Step step);

    /** The profile's rules for people and for what is never touched. */
    default Policy policy() {
        return Policy.NONE;
    }

    @Override
    void close();
}
