package dev.runwright.catalogue;

import org.jspecify.annotations.Nullable;

/**
 * A team's own additions and corrections as plain data: cmdlet to what is said of it (design 9, {@code Set-CASMailbox: {parameters:
 * {NewThing: Boolean}}}).
 *
 * @param name the file's name as the user wrote it, for messages
 * @param data what is in it
 */
public record TeamFile(String name, @Nullable Object data) {}
