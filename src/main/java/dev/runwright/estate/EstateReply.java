package dev.runwright.estate;

import dev.runwright.wire.EstateAnswer;
import org.jspecify.annotations.Nullable;

/**
 * What came of a call.
 *
 * @param answer what the command gives; its error's id is without the command's name, which PowerShell adds
 * @param disturbance what a fault wants the shell to do instead of answering; null for nothing
 */
public record EstateReply(EstateAnswer answer, @Nullable Disturbance disturbance) {}
