package dev.runwright.estate.windows;

import dev.runwright.estate.world.Call;
import dev.runwright.estate.world.Document;
import dev.runwright.estate.world.Rule;
import dev.runwright.value.Data;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** How Microsoft Defender is set up: what it watches and what it leaves out (Defender documentation, Set-MpPreference). Stateless. */
final class Preferences {
    static final String KIND = "preferences";
    static final List<String> EXCLUSIONS =
            List.of("ExclusionPath", "ExclusionProcess", "ExclusionExtension", "ExclusionIpAddress");
    private static final String REAL_TIME = "DisableRealtimeMonitoring";
    private static final Set<String> STEERING = Set.of("CimSession", "AsJob", "ThrottleLimit", "Force");
    private static final Map<String, @Nullable Object> OTHERS = others();

    private Preferences() {}

    private static Map<String, @Nullable Object> others() {
        Map<String, @Nullable Object> initial = new LinkedHashMap<>();
        for (String off : List.of(
                "DisableBehaviorMonitoring",
                "DisableIOAVProtection",
                "DisableScriptScanning",
                "DisableArchiveScanning",
                "DisableBlockAtFirstSeen",
                "DisableIntrusionPreventionSystem",
                "DisableScanningNetworkFiles",
                "DisableAutoExclusions")) {
            initial.put(off, false);
        }
        for (String on : List.of("DisableEmailScanning", "DisableRemovableDriveScanning", "DisableCatchupFullScan")) {
            initial.put(on, true);
        }
        initial.put("CheckForSignaturesBeforeRunningScan", false);
        initial.put("ScanAvgCPULoadFactor", 50L);
        initial.put("SignatureUpdateInterval", 0L);
        initial.put("QuarantinePurgeItemsAfterDelay", 90L);
        return initial;
    }

    static List<Rule> rules() {
        return List.of(
                Rule.reading("Get-MpPreference", Preferences::get),
                Rule.changing("Set-MpPreference", Preferences::set),
                Rule.changing("Add-MpPreference", call -> excluded(call, true)),
                Rule.changing("Remove-MpPreference", call -> excluded(call, false)));
    }

    private static Document of(Call call, Document host) {
        return Document.at(call.documents(), Hosts.folder(KIND, host));
    }

    private static List<Map<String, @Nullable Object>> get(Call call) {
        call.only(STEERING);
        Document host = Hosts.of(call);
        Map<String, @Nullable Object> kept = of(call, host).properties();
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        shown.put(
                "$type",
                "Microsoft.Management.Infrastructure.CimInstance#root/Microsoft/Windows/Defender/MSFT_MpPreference");
        shown.put(REAL_TIME, !host.flag("RealTimeProtectionEnabled"));
        OTHERS.forEach((name, initial) -> shown.put(name, kept.getOrDefault(name, initial)));
        // Without an exclusion it is null, not an empty list.
        EXCLUSIONS.forEach(name -> shown.put(name, kept.get(name)));
        return List.of(shown);
    }

    private static void known(Call call, boolean exclusionsOnly) {
        Set<String> known = new HashSet<>(STEERING);
        known.addAll(EXCLUSIONS);
        if (!exclusionsOnly) {
            known.add(REAL_TIME);
            known.addAll(OTHERS.keySet());
        }
        call.only(known);
    }

    private static List<Map<String, @Nullable Object>> set(Call call) {
        known(call, false);
        Document host = Hosts.of(call);
        Document preferences = of(call, host);
        OTHERS.keySet().stream().filter(call::has).forEach(name -> preferences.set(name, call.get(name)));
        EXCLUSIONS.stream().filter(call::has).forEach(name -> preferences.set(name, list(call.texts(name))));
        preferences.keep(call.documents());
        if (call.has(REAL_TIME)) {
            host.set("RealTimeProtectionEnabled", !call.flag(REAL_TIME)).keep(call.documents());
        }
        return List.of();
    }

    private static List<Map<String, @Nullable Object>> excluded(Call call, boolean added) {
        known(call, true);
        Document preferences = of(call, Hosts.of(call));
        for (String name : EXCLUSIONS) {
            if (call.has(name)) {
                Set<String> all = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
                all.addAll(Data.texts(preferences.get(name)));
                if (added) {
                    all.addAll(call.texts(name));
                } else {
                    call.texts(name).forEach(all::remove);
                }
                preferences.set(name, list(all));
            }
        }
        preferences.keep(call.documents());
        return List.of();
    }

    private static @Nullable List<String> list(Iterable<String> texts) {
        Set<String> sorted = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        texts.forEach(sorted::add);
        return sorted.isEmpty() ? null : List.copyOf(sorted);
    }
}
