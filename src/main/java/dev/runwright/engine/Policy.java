package dev.runwright.engine;

import dev.runwright.value.Data;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a profile says of people and of what is never touched (design 8). Immutable.
 *
 * @param approvals whether an {@code approve} step waits for people; else it is skipped as waived
 * @param approvers users and groups that may answer; empty for everybody
 * @param groups name to the users in it
 * @param protectedNames of objects that no change may touch
 * @param maxTargets over how many a fan-out may go without being confirmed; 0 for any number
 * @param containAsks whether a runbook that contains an incident asks before it does; else only what comes after may wait
 */
public record Policy(
        boolean approvals,
        List<String> approvers,
        Map<String, List<String>> groups,
        List<String> protectedNames,
        int maxTargets,
        boolean containAsks) {
    /** Nobody is asked and nothing is protected. */
    public static final Policy NONE = new Policy(false, List.of(), Map.of(), List.of(), 0, false);

    /** Copies what it is given. */
    public Policy {
        approvers = List.copyOf(approvers);
        Map<String, List<String>> copy = new LinkedHashMap<>();
        groups.forEach((name, users) -> copy.put(name, List.copyOf(users)));
        groups = Data.copy(copy);
        protectedNames = List.copyOf(protectedNames);
    }

    /** What expressions see as {@code policy}. */
    Map<String, Object> facts() {
        return Map.of("contain", containAsks ? "approve" : "at_once", "approvals", approvals ? "required" : "waived");
    }
}
