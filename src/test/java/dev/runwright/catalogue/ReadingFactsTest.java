package dev.runwright.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ReadingFactsTest {
    private static final Map<String, @Nullable Object> SELF = entry("NT AUTHORITY\\SELF", false, false, "FullAccess");
    private static final Map<String, @Nullable Object> BOB =
            entry("CONTOSO\\bob", false, false, "FullAccess", "ReadPermission");
    private static final Map<String, @Nullable Object> DENIED = entry("CONTOSO\\bob", false, true, "FullAccess");
    private static final Map<String, @Nullable Object> INHERITED = entry("CONTOSO\\admins", true, false, "FullAccess");

    private final Catalogue catalogue = CatalogueFiles.open(Path.of(System.getProperty("runwright.install", ".")));

    private static Map<String, @Nullable Object> entry(String user, boolean inherited, boolean deny, String... rights) {
        return Map.of("User", user, "IsInherited", inherited, "Deny", deny, "AccessRights", List.of(rights));
    }

    private ReadingFacts permission() {
        return Objects.requireNonNull(
                catalogue.find("Remove-MailboxPermission").orElseThrow().reading());
    }

    private static ReadingFacts matching(ReadingFacts facts, ReadingFacts.Match... matches) {
        return new ReadingFacts(
                facts.cmdlet(),
                facts.identity(),
                facts.with(),
                facts.where(),
                List.of(matches),
                facts.comparisons(),
                facts.sets(),
                facts.wants(),
                facts.inverse(),
                facts.key(),
                facts.volatileProperties(),
                facts.settle(),
                facts.losses());
    }

    @Test
    void inheritedEntriesAreNotMeant() {
        assertThat(permission().where()).isEqualTo(Map.of("IsInherited", false));
        assertThat(permission().meant(List.of(SELF, BOB, INHERITED), Map.of(), true, Form.Recipients.NONE))
                .containsExactly(SELF, BOB);
    }

    @Test
    void anObjectWithoutThePropertyIsNotMeant() {
        assertThat(permission().meant(List.of(Map.of("User", "x")), Map.of(), true, Form.Recipients.NONE))
                .isEmpty();
    }

    @Test
    void whatIsToGoIsMeantIfItHasAnyOfTheValues() {
        ReadingFacts.Match rights =
                new ReadingFacts.Match("AccessRights", "AccessRights", Form.of("no_case+set"), null, true);
        ReadingFacts facts = matching(permission(), rights);
        Map<String, @Nullable Object> given = Map.of("accessrights", List.of("ReadPermission", "ChangeOwner"));
        assertThat(facts.meant(List.of(SELF, BOB), given, true, Form.Recipients.NONE))
                .containsExactly(BOB);
        assertThat(facts.meant(List.of(SELF, BOB), given, false, Form.Recipients.NONE))
                .isEmpty();
        assertThat(facts.meant(List.of(SELF, BOB), Map.of("AccessRights", "fullaccess"), false, Form.Recipients.NONE))
                .containsExactly(SELF, BOB);
    }

    @Test
    void aMatchWithoutItsParameterHasItsStandardValue() {
        ReadingFacts.Match deny = new ReadingFacts.Match("Deny", "Deny", Form.EXACT, false, true);
        ReadingFacts facts = matching(permission(), deny);
        assertThat(facts.meant(List.of(BOB, DENIED), Map.of(), true, Form.Recipients.NONE))
                .containsExactly(BOB);
        assertThat(facts.meant(List.of(BOB, DENIED), Map.of("Deny", true), true, Form.Recipients.NONE))
                .containsExactly(DENIED);
    }

    @Test
    void aMemberIsPickedOutOfItsGroup() {
        ReadingFacts facts = Objects.requireNonNull(
                catalogue.find("Add-DistributionGroupMember").orElseThrow().reading());
        Map<String, @Nullable Object> anna = Map.of("Identity", "Anna");
        Map<String, @Nullable Object> bob = Map.of("Identity", "Bob");
        assertThat(facts.meant(
                        List.of(anna, bob), Map.of("Identity", "Sales", "Member", "bob"), false, Form.Recipients.NONE))
                .containsExactly(bob);
    }

    @Test
    void anUnknownParameterIsUnread() {
        assertThat(permission().comparison("user")).isEqualTo(new Comparison.Identity("User"));
        assertThat(permission().comparison("Usr")).isInstanceOf(Comparison.Unread.class);
    }
}
