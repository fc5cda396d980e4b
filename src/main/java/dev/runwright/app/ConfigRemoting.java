package dev.runwright.app;

import dev.runwright.cli.Profile.Remoting;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads how a connection's shell opens a session to another computer: {@code on credential authentication configuration port ssl}. */
final class ConfigRemoting {
    private static final List<String> AUTHENTICATION = List.of(
            "Default", "Basic", "Credssp", "Digest", "Kerberos", "Negotiate", "NegotiateWithImplicitCredential");
    private static final int LAST_PORT = 65_535;

    private ConfigRemoting() {}

    static Remoting of(ConfigKeys powershell) {
        ConfigKeys credential = powershell.child("credential").only("user", "password");
        String user = credential.text("user");
        String password = credential.child("password").only("secret").text("secret");
        if (powershell.has("credential") && (user == null || password == null)) {
            powershell.wrong(
                    "credential", "a user and a password such as {user: 'CONTOSO\\svc', password: {secret: NAME}}");
        }
        return new Remoting(powershell.text("on"), user, password, options(powershell));
    }

    private static Map<String, @Nullable Object> options(ConfigKeys powershell) {
        Map<String, @Nullable Object> options = new LinkedHashMap<>();
        String authentication = powershell.text("authentication");
        if (authentication != null && !AUTHENTICATION.contains(authentication)) {
            powershell.wrong("authentication", "one of " + String.join(", ", AUTHENTICATION));
        } else if (authentication != null) {
            options.put("Authentication", authentication);
        }
        if (powershell.has("configuration")) {
            options.put("ConfigurationName", powershell.text("configuration"));
        }
        if (powershell.flag("ssl", false)) {
            options.put("UseSSL", true);
        }
        Object port = powershell.value("port");
        if (port instanceof Long number && number > 0 && number <= LAST_PORT) {
            options.put("Port", number);
        } else if (powershell.has("port")) {
            powershell.wrong("port", "a number from 1 to " + LAST_PORT);
        }
        return options;
    }
}
