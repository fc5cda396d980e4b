package dev.runwright.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Graph steps by the real client against the estate's tenant: plan, run, undo. */
@NullUnmarked
class GraphRehearsalTest {
    private static final String EXAMPLE = Path.of(System.getProperty("runwright.install", "."))
            .resolve("examples/graph-user.yaml")
            .toAbsolutePath()
            .toString();

    @TempDir
    Path folder;

    private Tool tool;

    @BeforeEach
    void open() {
        tool = new Tool(folder);
    }

    private String runbook(String steps) throws IOException {
        String head =
                "runwright: 1\nrunbook: x\ntitle: X\ninputs: {who: {type: string, default: anna@contoso.com}}\nsteps:\n";
        return tool.write("x.yaml", head + steps);
    }

    private Tool.Done rehearse(String steps) throws IOException {
        return tool.run("rehearse", runbook(steps));
    }

    @Test
    void theExamplePlansAndRunsAndASecondRunEndsSessionsOnly() {
        Tool.Done plan = tool.run("plan", EXAMPLE);
        assertThat(plan.out()).contains("accountEnabled: true → false", "isEnabled: true → false");

        assertThat(tool.run("rehearse", EXAMPLE).lastLine()).contains("ok 2 changed 5 unchanged 0", "failed 0");
        assertThat(tool.run("rehearse", EXAMPLE).lastLine()).contains("changed 1 unchanged 4", "failed 0");
    }

    @Test
    void anUndoPutsBackWhatGraphChanged() {
        tool.run("estate", "snapshot", "before");
        tool.run("rehearse", EXAMPLE);
        assertThat(tool.run("undo", "last", "--all").code()).isZero();
        assertThat(tool.run("estate", "diff", "before").out().lines())
                .allMatch(line -> line.startsWith("tenant/sessions/")
                        || line.contains("signInSessionsValidFromDateTime")
                        || line.matches("[0-9]+ differences?\\."));
    }

    /** A role's members and the folder of a message have no inverse in the catalogue: their steps say the way back. */
    @Test
    void anUndoOfItsOwnReadsWhatTheStepsOfItsRunGave() throws IOException {
        Tool.Done done = rehearse("""
                - id: user
                  graph: GET /users/${{ inputs.who }}
                - id: roles
                  graph: GET /directoryRoles
                - id: add
                  graph: POST /directoryRoles/${{ steps.roles.output.first().id }}/members/$ref
                  body: {"@odata.id": "https://graph.microsoft.com/v1.0/directoryObjects/${{ steps.user.output.id }}"}
                  undo:
                    graph: DELETE /directoryRoles/${{ steps.roles.output.first().id }}/members/${{ steps.user.output.id }}/$ref
                - id: messages
                  graph: GET /users/${{ inputs.who }}/messages
                  query: {$top: 1, $select: "id,parentFolderId"}
                - id: move
                  graph: POST /users/${{ inputs.who }}/messages/${{ steps.messages.output.first().id }}/move
                  body: {destinationId: deleteditems}
                  undo:
                    graph: POST /users/${{ inputs.who }}/messages/${{ output.id }}/move
                    when: ${{ connections.exchange.organisation == 'cloud' }}
                    body: {destinationId: "${{ steps.messages.output.first().parentFolderId }}"}
                """);
        assertThat(done.lastLine()).as(done.out()).contains("ok 3 changed 2", "failed 0");
        Tool.Done undo = tool.run("undo", "last");
        assertThat(undo.lastLine()).as(undo.out()).contains("failed 0");
        assertThat(undo.code()).isZero();
    }

    @Test
    void aRuleIsMadeOnceAndRemovedByTheUndo() throws IOException {
        String make = """
                - id: make
                  graph: POST /users/${{ inputs.who }}/mailFolders/inbox/messageRules
                  body: {displayName: Hold, sequence: 1, isEnabled: true, actions: {stopProcessingRules: true}}
                  state: GET /users/${{ inputs.who }}/mailFolders/inbox/messageRules
                """;
        tool.run("estate", "snapshot", "before");
        assertThat(rehearse(make + make.replace("id: make", "id: again")).lastLine())
                .contains("changed 1 unchanged 1");
        assertThat(tool.run("undo", "last").code()).isZero();
        assertThat(tool.run("estate", "diff", "before").out().lines()).noneMatch(line -> line.contains("→"));
    }

    @Test
    void aRemovedRuleComesBackAsItWas() throws IOException {
        String remove = """
                - id: rules
                  graph: GET /users/${{ inputs.who }}/mailFolders/inbox/messageRules
                - id: remove
                  graph: DELETE /users/${{ inputs.who }}/mailFolders/inbox/messageRules/${{ steps.rules.output[0].id }}
                  state: GET /users/${{ inputs.who }}/mailFolders/inbox/messageRules/${{ steps.rules.output[0].id }}
                """;
        String look = """
                - id: rules
                  graph: GET /users/${{ inputs.who }}/mailFolders/inbox/messageRules
                - assert: ${{ steps.rules.output.size() == 2 }}
                  else: A rule is missing.
                """;
        assertThat(rehearse(remove).lastLine()).contains("changed 1");
        assertThat(rehearse(look).code()).isNotZero();
        tool.run("undo", "last");
        assertThat(rehearse(remove).lastLine()).contains("changed 1");
        assertThat(tool.run("undo", "last").code()).isZero();
    }

    @Test
    void aThrottledCallWaitsByTheEstatesClock() throws IOException {
        tool.run("estate", "fault", "fail call 1 of PATCH /users before with throttled");
        String block = """
                - id: block
                  graph: PATCH /users/${{ inputs.who }}
                  body: {accountEnabled: false}
                  state: GET /users/${{ inputs.who }}
                """;
        assertThat(rehearse(block).lastLine()).contains("changed 1", "failed 0");
    }

    @Test
    void aValueNeverLeavesItsSegment() throws IOException {
        Tool.Done done = tool.run(
                "rehearse",
                runbook("- graph: GET /users/${{ inputs.who }}\n"),
                "-i",
                "who=anna@contoso.com/messages?$top=1");
        assertThat(done.out()).contains("anna%40contoso.com%2Fmessages%3F%24top%3D1", "404");
    }

    @Test
    void aProtectedUserIsNotTouchedByAnyPath() throws IOException {
        tool.write(
                "runwright.yaml",
                "runwright: 1\ndefault_profile: s\nprofiles: {s: {estate: "
                        + Path.of(System.getProperty("runwright.install", "."))
                                .resolve("examples/estates/contoso.yaml")
                                .toAbsolutePath()
                        + ", policy: {protected: [anna@contoso.com]}}}\n");
        String revoke = """
                - graph: POST /users/${{ inputs.who }}/revokeSignInSessions
                  undo: {irreversible: The user signs in again.}
                """;
        assertThat(rehearse(revoke).out()).contains("protects anna@contoso.com");
    }

    @Test
    void aRealProfileWithoutAConnectionIsRefusedBeforeTheRun() throws IOException {
        tool.write(
                "runwright.yaml", "runwright: 1\ndefault_profile: r\nprofiles: {r: {connections: {exchange: {}}}}\n");
        Tool.Done done = tool.run("run", runbook("- graph: GET /users\n"));
        assertThat(done.code()).isEqualTo(6);
        assertThat(done.err()).contains("has no connection 'graph'");
    }
}
