package dev.runwright.value;

/**
 * An enumeration's member as PowerShell shows it: a name with its number. Reads as its name in texts and expressions. Immutable.
 *
 * @param name the member's name
 * @param number its number as decimal text
 */
public record EnumValue(String name, String number) {
    @Override
    public String toString() {
        return name;
    }
}
