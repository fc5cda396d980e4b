package dev.runwright.catalogue;

import java.util.Arrays;
import java.util.Optional;

/** The parameters that every cmdlet has (PowerShell documentation, about_CommonParameters), and what the engine makes of them. */
public enum CommonParameters {
    DEBUG("Debug", "db", Use.PASSED),
    ERROR_ACTION("ErrorAction", "ea", Use.ENGINE),
    ERROR_VARIABLE("ErrorVariable", "ev", Use.ENGINE),
    INFORMATION_ACTION("InformationAction", "infa", Use.PASSED),
    INFORMATION_VARIABLE("InformationVariable", "iv", Use.ENGINE),
    OUT_BUFFER("OutBuffer", "ob", Use.ENGINE),
    OUT_VARIABLE("OutVariable", "ov", Use.ENGINE),
    PIPELINE_VARIABLE("PipelineVariable", "pv", Use.ENGINE),
    PROGRESS_ACTION("ProgressAction", "proga", Use.PASSED),
    VERBOSE("Verbose", "vb", Use.PASSED),
    WARNING_ACTION("WarningAction", "wa", Use.PASSED),
    WARNING_VARIABLE("WarningVariable", "wv", Use.ENGINE),
    WHAT_IF("WhatIf", "wi", Use.ENGINE),
    CONFIRM("Confirm", "cf", Use.ENGINE);

    /** Who may give one. */
    public enum Use {
        /** A step may give it; it is passed on. */
        PASSED,
        /** The engine gives it itself; a step may only say {@code Confirm: false}. */
        ENGINE
    }

    private final String parameter;
    private final String alias;
    private final Use use;

    CommonParameters(String parameter, String alias, Use use) {
        this.parameter = parameter;
        this.alias = alias;
        this.use = use;
    }

    /** Its name as PowerShell writes it. */
    public String parameter() {
        return parameter;
    }

    /** Who may give it. */
    public Use use() {
        return use;
    }

    /** The common parameter of that name or alias, ignoring case. */
    public static Optional<CommonParameters> find(String name) {
        return Arrays.stream(values())
                .filter(common -> common.parameter.equalsIgnoreCase(name) || common.alias.equalsIgnoreCase(name))
                .findFirst();
    }
}
