package dev.runwright.app;

import dev.runwright.engine.RunIdentity;
import dev.runwright.journal.JournalEntry.ProcessMark;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** This process as runs know it, and the ids that it gives to them. */
final class ProcessIdentity {
    private static final DateTimeFormatter SECOND =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);
    private static final String DIGITS = "0123456789abcdefghjkmnpqrstvwxyz";
    private static final int RANDOM_DIGITS = 3;

    private final SecureRandom random = new SecureRandom();
    private final Clock clock;
    private final String host = host();

    private ProcessIdentity(Clock clock) {
        this.clock = clock;
    }

    static RunIdentity of(Clock clock, HomeFolder home, String version) {
        ProcessIdentity identity = new ProcessIdentity(clock);
        ProcessHandle self = ProcessHandle.current();
        ProcessMark mark = new ProcessMark(identity.host, self.pid(), BirthTime.of(self));
        return new RunIdentity(mark, identity::id, identity::alive, new Fingerprints(home)::of, version);
    }

    /** The second, the millisecond in two digits to the base 32, and three digits by chance: ids sort by time. */
    private String id() {
        Instant now = clock.instant();
        int millisecond = (int) (now.toEpochMilli() % 1000);
        StringBuilder id = new StringBuilder(SECOND.format(now)).append('-');
        id.append(DIGITS.charAt(millisecond / DIGITS.length())).append(DIGITS.charAt(millisecond % DIGITS.length()));
        for (int i = 0; i < RANDOM_DIGITS; i++) {
            id.append(DIGITS.charAt(random.nextInt(DIGITS.length())));
        }
        return id.toString();
    }

    /** A process of another machine counts as alive: from here nobody can tell. */
    private boolean alive(ProcessMark mark) {
        return !mark.host().equals(host)
                || ProcessHandle.of(mark.pid())
                        .filter(ProcessHandle::isAlive)
                        .filter(process -> BirthTime.isOf(process, mark.started()))
                        .isPresent();
    }

    static String host() {
        try {
            Path file = Path.of("/proc/sys/kernel/hostname");
            return Files.isReadable(file)
                    ? Files.readString(file).strip()
                    : InetAddress.getLocalHost().getHostName();
        } catch (IOException e) {
            return "localhost";
        }
    }
}
