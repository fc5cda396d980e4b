# What the modules say when something goes wrong: real error records whose id and category stay the same from version to version.
# Dot-sourced by the modules. ASCII only, for Windows PowerShell 5.1 and PowerShell 7.

function New-RwErrorRecord([string]$Message, [string]$Id, [Management.Automation.ErrorCategory]$Category, $Target, [Exception]$Cause) {
    $exception = [InvalidOperationException]::new($Message, $Cause)
    $exception.Data['Runwright'] = $true            # see Test-RwOwnError
    [Management.Automation.ErrorRecord]::new($exception, $Id, $Category, $Target)
}

# Whether New-RwErrorRecord made it: such a record is passed on as it is.
function Test-RwOwnError([Management.Automation.ErrorRecord]$Record) {
    $Record.Exception.Data.Contains('Runwright')
}

function Stop-RwFunction([string]$Message, [string]$Id, [Management.Automation.ErrorCategory]$Category, $Target) {
    throw (New-RwErrorRecord -Message $Message -Id $Id -Category $Category -Target $Target)
}

# The exception that an API threw, without PowerShell's wrapping.
function Get-RwCause([Exception]$Exception) {
    while ($null -ne $Exception.InnerException -and ($Exception -is [Management.Automation.RuntimeException] -or $Exception -is [Reflection.TargetInvocationException])) { $Exception = $Exception.InnerException }
    $Exception
}

# An HRESULT or an exit code as programs write it: unsigned, in hexadecimal.
function ConvertTo-RwHex([int]$Code) {
    '0x{0:X8}' -f $Code
}

# A moment in UTC; null for none, and for the two ends of time, which stand for none.
function ConvertTo-RwUtc($Value) {
    if ($null -eq $Value) { return $null }
    $moment = [datetime]$Value
    if ($moment.Year -le 1900 -or $moment.Year -ge 9999) { return $null }
    if ($moment.Kind -eq [DateTimeKind]::Local) { return $moment.ToUniversalTime() }
    [datetime]::SpecifyKind($moment, [DateTimeKind]::Utc)
}
