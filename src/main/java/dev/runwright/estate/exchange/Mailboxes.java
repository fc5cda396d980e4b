package dev.runwright.estate.exchange;

import dev.runwright.estate.world.Call;
import dev.runwright.estate.world.Rule;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Get-Mailbox and Set-Mailbox. */
final class Mailboxes {
    private static final String TYPE = "Microsoft.Exchange.Data.Directory.Management.Mailbox";
    private static final Set<String> ASKED = Set.of("Identity", "ResultSize", "RecipientTypeDetails", "Filter");
    private static final Map<String, String> CONVERTED = Map.of(
            "regular",
            "UserMailbox",
            "shared",
            "SharedMailbox",
            "room",
            "RoomMailbox",
            "equipment",
            "EquipmentMailbox");

    private final Tables tables;

    Mailboxes(Tables tables) {
        this.tables = tables;
    }

    List<Rule> rules() {
        return List.of(Rule.reading("Get-Mailbox", this::get), Rule.changing("Set-Mailbox", this::set, "Identity"));
    }

    private List<Map<String, @Nullable Object>> get(Call call) {
        call.only(ASKED);
        Directory directory = new Directory(call);
        return new Selection(call)
                .entries(directory.mailboxes(), identity -> directory.mailbox(call, identity)).stream()
                        .map(entry -> shown(entry, directory))
                        .toList();
    }

    private Map<String, @Nullable Object> shown(Directory.Entry entry, Directory directory) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("$type", TYPE);
        object.put("Identity", directory.identity(entry.document()));
        tables.identity().show(entry.document(), directory, object);
        tables.mailbox().show(entry.document(), directory, object);
        object.put("Id", object.get("Identity"));
        object.put("IsValid", true);
        object.put("ObjectState", "Unchanged");
        return object;
    }

    private List<Map<String, @Nullable Object>> set(Call call) {
        Directory directory = new Directory(call);
        Directory.Entry entry = directory.mailbox(call, call.need("Identity"));
        checkKnown(call);
        Map<String, @Nullable Object> changed = tables.mailbox().applied(entry.document(), call, directory);
        hold(call, entry.document(), changed);
        convert(call, changed);
        checkLimits(call, changed);
        checkNames(call, entry, directory);
        Change.keep(call, entry.path(), directory.identity(entry.document()), entry.document(), changed);
        return List.of();
    }

    private void checkKnown(Call call) {
        List<String> known = new ArrayList<>(tables.mailbox().names());
        known.addAll(List.of("Identity", "Force", "Type", "DomainController", "IgnoreDefaultScope"));
        call.only(Set.copyOf(known));
    }

    /** A hold that begins has a date and an owner; one that ends has none. */
    private static void hold(Call call, Map<String, @Nullable Object> before, Map<String, @Nullable Object> changed) {
        boolean held = Boolean.TRUE.equals(before.get("LitigationHoldEnabled"));
        boolean holds = Boolean.TRUE.equals(changed.get("LitigationHoldEnabled"));
        if (holds && !held) {
            if (!call.has("LitigationHoldDate")) {
                changed.put("LitigationHoldDate", call.now().atOffset(ZoneOffset.UTC));
            }
            if (!call.has("LitigationHoldOwner")) {
                changed.put("LitigationHoldOwner", Sessions.operator(call));
            }
        } else if (held && !holds) {
            if (!call.has("LitigationHoldDate")) {
                changed.put("LitigationHoldDate", null);
            }
            if (!call.has("LitigationHoldOwner")) {
                changed.put("LitigationHoldOwner", null);
            }
        }
    }

    private static void convert(Call call, Map<String, @Nullable Object> changed) {
        String type = call.text("Type");
        if (type == null) {
            return;
        }
        String details = CONVERTED.get(type.toLowerCase(Locale.ROOT));
        if (details == null) {
            throw ExchangeErrors.invalid(call, "A mailbox can't be converted to the type '" + type + "'.", type);
        }
        changed.put("RecipientTypeDetails", details);
        changed.put("IsShared", details.equals("SharedMailbox"));
        changed.put("IsResource", details.equals("RoomMailbox") || details.equals("EquipmentMailbox"));
    }

    private static void checkLimits(Call call, Map<String, @Nullable Object> changed) {
        if (!call.cloud() || !call.has("RecipientLimits")) {
            return;
        }
        String limit = String.valueOf(changed.get("RecipientLimits"));
        long number = limit.equals("Unlimited") ? Long.MAX_VALUE : Long.parseLong(limit);
        if (number < 1 || number > 1000) {
            throw ExchangeErrors.invalid(
                    call,
                    "The RecipientLimits value '" + limit + "' is out of range; it must be between 1 and 1000.",
                    limit);
        }
    }

    private static void checkNames(Call call, Directory.Entry entry, Directory directory) {
        for (String name : List.of("Alias", "UserPrincipalName", "PrimarySmtpAddress", "Name", "DisplayName")) {
            if (call.has(name)) {
                checkName(call, name, call.need(name), entry, directory);
            }
        }
    }

    private static void checkName(Call call, String name, String wanted, Directory.Entry entry, Directory directory) {
        boolean unique = !name.endsWith("Name") || name.equals("UserPrincipalName");
        boolean taken = directory
                .findRecipient(wanted)
                .filter(found -> !found.path().equals(entry.path()))
                .isPresent();
        if (unique && taken) {
            throw ExchangeErrors.conflict(
                    call, "The " + name + " \"" + wanted + "\" is already being used by another recipient.", wanted);
        }
    }
}
