package dev.runwright.wire;

import dev.runwright.value.Secret;

/** A user with a password, which arrives in PowerShell as a PSCredential. Immutable. */
public record Credential(String user, Secret password) {}
