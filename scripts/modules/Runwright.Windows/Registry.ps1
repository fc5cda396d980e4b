# Single values of the registry.

$script:Hives = @{ HKLM = 'LocalMachine'; HKEY_LOCAL_MACHINE = 'LocalMachine'; HKCU = 'CurrentUser'; HKEY_CURRENT_USER = 'CurrentUser'; HKU = 'Users'; HKEY_USERS = 'Users' }

function Split-RwRegistryPath([string]$Path) {
    if ($Path -match '^([A-Za-z_]+):?\\+(.+?)\\*$' -and $script:Hives.ContainsKey($Matches[1])) { return $script:Hives[$Matches[1]], $Matches[2] }
    Stop-RwFunction "A registry path begins with HKLM:\, HKCU:\ or HKU:\ and names a key, got '$Path'." 'RegistryPathInvalid' InvalidArgument $Path
}

function Get-RwRegistryValue {
    <#
    .SYNOPSIS
    Shows one value of the registry.
    .DESCRIPTION
    Of a value that is not there Value and Type are null. Variables in a value (%ProgramFiles%) are not expanded. On a 64-bit Windows it
    is the 64-bit registry.
    .PARAMETER Path
    The key (HKLM:\SOFTWARE\...).
    .PARAMETER Name
    The value's name.
    .PARAMETER ComputerName
    The computer, reached over PowerShell remoting; without it this one.
    .OUTPUTS
    Runwright.RegistryValue
    .EXAMPLE
    Get-RwRegistryValue -Path HKLM:\SOFTWARE\Policies\Microsoft\Windows\WindowsUpdate -Name WUServer
    #>
    [CmdletBinding(PositionalBinding = $false)]
    [OutputType('Runwright.RegistryValue')]
    param(
        [Parameter(Mandatory)] [string]$Path,
        [Parameter(Mandatory)] [string]$Name,
        [string]$ComputerName
    )
    Use-RwComputer $PSCmdlet $PSBoundParameters {
        $hive, $key = Split-RwRegistryPath $Path
        $found = Get-RwKeyValue $hive $key $Name
        [pscustomobject]@{ PSTypeName = 'Runwright.RegistryValue'; Path = $Path; Name = $Name; Value = $found.Value; Type = $found.Kind; Exists = $found.Exists }
    }
}

function Set-RwRegistryValue {
    <#
    .SYNOPSIS
    Writes one value of the registry, or takes it away.
    .DESCRIPTION
    Null takes the value away; the key stays. A key that is not there is made. Without Type a value keeps the one it has; a new one gets
    DWord, QWord, MultiString, Binary or String by what it is.
    .PARAMETER Path
    The key (HKLM:\SOFTWARE\...).
    .PARAMETER Name
    The value's name.
    .PARAMETER Value
    The new value; null for none.
    .PARAMETER Type
    String, ExpandString, Binary, DWord, MultiString or QWord.
    .PARAMETER ComputerName
    The computer, reached over PowerShell remoting; without it this one.
    .OUTPUTS
    None
    .EXAMPLE
    Set-RwRegistryValue -Path HKLM:\SOFTWARE\Policies\Microsoft\Windows\WindowsUpdate -Name WUServer -Value http://wsus01:8530
    #>
    [CmdletBinding(SupportsShouldProcess, PositionalBinding = $false)]
    [OutputType([void])]
    param(
        [Parameter(Mandatory)] [string]$Path,
        [Parameter(Mandatory)] [string]$Name,
        [Parameter(Mandatory)] [AllowNull()] [AllowEmptyString()] [AllowEmptyCollection()] [object]$Value,
        [ValidateSet('', 'String', 'ExpandString', 'Binary', 'DWord', 'MultiString', 'QWord')] [string]$Type,
        [string]$ComputerName
    )
    if (-not $PSCmdlet.ShouldProcess("$Path $Name", 'Write the registry value')) { return }
    Use-RwComputer $PSCmdlet $PSBoundParameters {
        $hive, $key = Split-RwRegistryPath $Path
        $before = Get-RwKeyValue $hive $key $Name
        if ($null -eq $Value) {
            if ($before.Exists) { (& $script:Api.OpenKey $hive $key $true).DeleteValue($Name, $false) }
            return
        }
        $kind = if ($Type -ne '') { $Type } elseif ($before.Exists) { $before.Kind } else { Get-RwRegistryKind $Value }
        (& $script:Api.OpenKey $hive $key $true).SetValue($Name, (ConvertTo-RwRegistryData $Value $kind), [Microsoft.Win32.RegistryValueKind]$kind)
    }
}

function Get-RwRegistryKind($Value) {
    if ($Value -is [int] -or $Value -is [bool]) { return 'DWord' }
    if ($Value -is [long]) { return 'QWord' }
    if ($Value -is [byte[]]) { return 'Binary' }
    if ($Value -is [array]) { return 'MultiString' }
    'String'
}

# The value as .NET wants it for the kind; numbers above the signed range are the same bits.
function ConvertTo-RwRegistryData($Value, [string]$Kind) {
    switch ($Kind) {
        'DWord' { if ([long]$Value -gt [int]::MaxValue) { return [BitConverter]::ToInt32([BitConverter]::GetBytes([uint32]$Value), 0) } else { return [int]$Value } }
        'QWord' { return [long]$Value }
        'MultiString' { return , [string[]]@($Value) }
        'Binary' { return , [byte[]]@($Value) }
        default { return [string]$Value }
    }
}
