package dev.runwright.engine;

/** A runbook that calls another one twice, once beside a step of its own: what the tests that kill a run at every point run. */
public final class CallingRunbooks {
    /** The steps and the outputs of the one that calls. */
    public static final String OUTER = """
            steps:
            - id: first
              cmdlet: Set-Mailbox
              with: {Identity: carla@contoso.com, MailTip: First}
              state: Get-Mailbox
            - id: inner
              runbook: inner
              with: {who: carla@contoso.com}
            - id: both
              parallel:
              - id: left
                runbook: inner
                with: {who: dirk@contoso.com}
              - id: right
                cmdlet: Set-CASMailbox
                with: {Identity: anna@contoso.com, PopEnabled: false}
                state: Get-CASMailbox
            outputs: {inner: "${{ steps.inner.output.tip }}"}
            """;

    /** The one that is called, {@code inner.yaml}. */
    public static final String INNER = """
            runwright: 1
            runbook: inner
            title: A runbook that is called
            inputs:
              who: {type: upn}
            lock: mailbox/${{ inputs.who }}
            steps:
            - id: doors
              cmdlet: Set-CASMailbox
              with: {Identity: "${{ inputs.who }}", ImapEnabled: false}
              state: Get-CASMailbox
            - id: tip
              cmdlet: Set-Mailbox
              with: {Identity: "${{ inputs.who }}", MailTip: Called}
              state: Get-Mailbox
              returns: optional
            outputs: {tip: "${{ steps.tip.state }}"}
            """;

    private CallingRunbooks() {}
}
