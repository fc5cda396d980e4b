/** Sends commands and scripts to PowerShell through jPowerShell, one shell for each connection. */
@NullMarked
package dev.runwright.powershell;

import org.jspecify.annotations.NullMarked;
