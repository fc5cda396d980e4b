package dev.runwright.estate;

/**
 * What the estate answers in place of a program.
 *
 * @param exit its exit code
 * @param output its standard output
 * @param errors its error output
 */
public record ProgramAnswer(int exit, String output, String errors) {}
