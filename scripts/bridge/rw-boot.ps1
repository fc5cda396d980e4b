# Started by the bridge's one line of PowerShell:   & ('...rw-boot.ps1') #RW1-BOOT
# From here on the loop owns standard input: no later line is ever read as code.
# Up to the first answer only commands of Microsoft.PowerShell.Core are used; any other would load a module first.
$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'
$settings = @{}
foreach ($name in 'RW_NONCE', 'RW_CANCEL', 'RW_PARENT', 'RW_PIPE', 'RW_EVENTS', 'RW_MIN_MS') {
    $settings[$name] = [Environment]::GetEnvironmentVariable($name)
    [Environment]::SetEnvironmentVariable($name, [NullString]::Value)   # a $null would become an empty text; not for the commands that are run, nor for their children
}
try { [Console]::OutputEncoding = [Text.UTF8Encoding]::new($false) } catch { $null = $_ }   # there may be no console
try {
    if ($PSVersionTable.PSVersion.Major -lt 6) {
        # the classes of rw-wire.ps1 name types of these assemblies, which are looked up when the file is parsed
        foreach ($assembly in 'System.Web', 'System.Web.Extensions', 'System.Data', 'System.Numerics') {
            [void][Reflection.Assembly]::LoadWithPartialName($assembly)
        }
    }
    Import-Module ([IO.Path]::Combine($PSScriptRoot, 'Runwright.Bridge.psm1')) -Force -DisableNameChecking
    Start-RwLoop $settings
} catch {
    [Console]::Error.WriteLine("The bridge could not start: $_")
    [Environment]::Exit(96)                                    # else the rest of standard input would be run as code
}
[Environment]::Exit(0)
