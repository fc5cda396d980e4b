package dev.runwright.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Whose the folder of all state is, and what is made in it. */
@NullUnmarked
@EnabledOnOs(OS.LINUX)
class HomeFolderTest {
    private static final int HANDS_ITS_GROUP_ON = 0b010_000_000_000;

    @TempDir
    Path folder;

    private static String rights(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    private static int mode(Path path) throws IOException {
        return (Integer) Files.getAttribute(path, "unix:mode");
    }

    @Test
    void oneThatIsMadeIsItsOwnersAlone() throws IOException {
        HomeFolder home = new HomeFolder(folder.resolve("home"));
        assertThat(rights(home.make("estates"))).isEqualTo("rwx------");
        assertThat(rights(home.path())).isEqualTo("rwx------");
        assertThat(rights(home.makeFile("a.db"))).isEqualTo("rw-------");
    }

    @Test
    void whatIsMadeInATeamsIsTheGroupsAtAnyDepth() throws IOException {
        Path team = Files.createDirectory(folder.resolve("team"));
        Files.setPosixFilePermissions(team, PosixFilePermissions.fromString("rwxrwx---"));
        Files.setAttribute(team, "unix:mode", mode(team) | HANDS_ITS_GROUP_ON);
        HomeFolder home = new HomeFolder(team);
        Path estates = home.make("estates");
        assertThat(rights(estates)).isEqualTo("rwxrwx---");
        assertThat(mode(estates) & HANDS_ITS_GROUP_ON).isNotZero();
        assertThat(rights(home.makeFile("a.db"))).isEqualTo("rw-rw----");
    }
}
