package dev.runwright.architecture;

import static com.tngtech.archunit.lang.conditions.ArchConditions.callMethodWhere;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.codeUnits;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvent;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The rules of the package table, as objects: the same ones are tried on code that is meant to break them. */
final class ArchitectureRules {
    private static final List<String> OF_THE_JDK = List.of("java.", "javax.", "jdk.", "com.sun.", "sun.");

    private final PackageTable table;

    ArchitectureRules(PackageTable table) {
        this.table = table;
    }

    Map<String, ArchRule> all() {
        return Map.of(
                "arrows", classes().should(followTheArrows()),
                "libraries", classes().should(useOnlyTheirLibraries()),
                "cycles", slices().matching(table.root() + ".(*)..").should().beFreeOfCycles(),
                "null", classes().should(liveInANullMarkedPackage()),
                "time", noClasses().that(areOutside("app")).should(callMethodWhere(readsTheMachinesTime())),
                "names", classes().should(beNamedForWhatTheyAre()),
                "optional fields", noFields().should().haveRawType(Optional.class),
                "optional parameters", codeUnits().should(takeNoOptional()));
    }

    private ArchCondition<JavaClass> followTheArrows() {
        return condition("use only the packages that the table allows", (origin, events) -> {
            Set<String> allowed = table.arrows().get(packageOf(origin));
            if (allowed == null) {
                events.add(violation(
                        origin, origin.getName() + ": package " + packageOf(origin) + " is not in the table"));
                return;
            }
            for (Dependency dependency : origin.getDirectDependenciesFromSelf()) {
                String target = packageOf(dependency.getTargetClass());
                if (!target.isEmpty() && !target.equals(packageOf(origin)) && !allowed.contains(target)) {
                    events.add(violation(
                            origin,
                            packageOf(origin) + " must not use " + target + ": " + dependency.getDescription()));
                }
            }
        });
    }

    private ArchCondition<JavaClass> useOnlyTheirLibraries() {
        return condition("use only the libraries of their package", (origin, events) -> {
            for (Dependency dependency : origin.getDirectDependenciesFromSelf()) {
                String target =
                        dependency.getTargetClass().getBaseComponentType().getName();
                if (isOurs(target) || mayUse(packageOf(origin), target)) {
                    continue;
                }
                events.add(violation(
                        origin, packageOf(origin) + " must not use this library: " + dependency.getDescription()));
            }
        });
    }

    private boolean mayUse(String user, String target) {
        for (Map.Entry<String, Set<String>> library : table.libraries().entrySet()) {
            if (target.startsWith(library.getKey())) {
                return library.getValue().contains(user);
            }
        }
        return OF_THE_JDK.stream().anyMatch(target::startsWith);
    }

    private boolean isOurs(String name) {
        return !name.contains(".")
                || name.startsWith(table.root() + ".")
                || name.startsWith("org.jspecify.annotations.");
    }

    private static ArchCondition<JavaClass> liveInANullMarkedPackage() {
        return condition("live in a package that is @NullMarked", (origin, events) -> {
            if (!origin.getPackage().isAnnotatedWith("org.jspecify.annotations.NullMarked")) {
                events.add(violation(origin, origin.getPackageName() + " is not @NullMarked"));
            }
        });
    }

    private static ArchCondition<JavaClass> beNamedForWhatTheyAre() {
        return condition("not be named Utils, Helper, Manager, Impl or Common", (origin, events) -> {
            if (origin.getSimpleName().matches(".*(Utils?|Helper|Manager|Impl|Common)")) {
                events.add(violation(origin, origin.getName() + " has a name that says nothing"));
            }
        });
    }

    private static ArchCondition<JavaCodeUnit> takeNoOptional() {
        return new ArchCondition<>("take no Optional") {
            @Override
            public void check(JavaCodeUnit unit, ConditionEvents events) {
                boolean takes =
                        unit.getRawParameterTypes().stream().anyMatch(type -> type.isEquivalentTo(Optional.class));
                if (takes && !unit.getName().startsWith("lambda$")) {
                    events.add(SimpleConditionEvent.violated(unit, unit.getFullName() + " takes an Optional"));
                }
            }
        };
    }

    private static DescribedPredicate<JavaMethodCall> readsTheMachinesTime() {
        return DescribedPredicate.describe("reads the machine's time or sleeps", call -> {
            String owner = call.getTargetOwner().getName();
            String name = call.getName();
            boolean bare = call.getTarget().getRawParameterTypes().isEmpty();
            return switch (owner) {
                case "java.lang.System" -> name.equals("currentTimeMillis");
                case "java.lang.Thread", "java.util.concurrent.TimeUnit" -> name.equals("sleep");
                default -> bare && name.equals("now") && owner.startsWith("java.time.");
            };
        });
    }

    private DescribedPredicate<JavaClass> areOutside(String name) {
        return DescribedPredicate.describe(
                "are outside " + name, one -> !packageOf(one).equals(name));
    }

    private static ArchCondition<JavaClass> condition(String description, Check check) {
        return new ArchCondition<>(description) {
            @Override
            public void check(JavaClass origin, ConditionEvents events) {
                check.on(origin, events);
            }
        };
    }

    private static ConditionEvent violation(JavaClass origin, String message) {
        return SimpleConditionEvent.violated(origin, message);
    }

    /** The first part of the package's name below the root; empty for classes that are not ours. */
    private String packageOf(JavaClass one) {
        String name = one.getBaseComponentType().getPackageName();
        if (!name.startsWith(table.root() + ".")) {
            return "";
        }
        String below = name.substring(table.root().length() + 1);
        int dot = below.indexOf('.');
        return dot < 0 ? below : below.substring(0, dot);
    }

    @FunctionalInterface
    private interface Check {
        void on(JavaClass origin, ConditionEvents events);
    }
}
