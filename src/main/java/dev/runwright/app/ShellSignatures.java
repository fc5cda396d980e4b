package dev.runwright.app;

import dev.runwright.download.Signatures;
import dev.runwright.engine.Attempt;
import dev.runwright.engine.Cmdlets;
import dev.runwright.engine.Connections;
import dev.runwright.engine.Outcome;
import dev.runwright.model.DownloadStep;
import dev.runwright.value.Data;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Signatures as this machine's PowerShell tells them: on Windows only. */
record ShellSignatures(Cmdlets shells) implements Signatures {
    @Override
    public boolean canTell() {
        return Surroundings.isWindows();
    }

    @Override
    public Signature of(Path file, URI url, Attempt attempt) {
        Cmdlets.Call call = new Cmdlets.Call(
                Connections.LOCAL,
                DownloadStep.SIGNATURE,
                Map.of("LiteralPath", file.toString()),
                List.of("Status", "SignerCertificate"));
        if (!(shells.invoke(call, attempt) instanceof Outcome.Returned returned)
                || Data.list(returned.reply().output()).size() != 1) {
            return new Signature("Unknown", "");
        }
        Map<String, @Nullable Object> said =
                Data.map(Data.list(returned.reply().output()).get(0));
        Object certificate = Data.get(said, "SignerCertificate");
        Object subject = certificate instanceof Map<?, ?> ? Data.get(Data.map(certificate), "Subject") : certificate;
        return new Signature(String.valueOf(Data.get(said, "Status")), subject == null ? "" : subject.toString());
    }
}
