# Products and their silent installation.

# What exit codes of the installers mean besides 0: another run is under way, a restart is needed, it was there or gone before.
$script:Codes = @{
    msi = @{ 3010 = 'reboot'; 1641 = 'reboot'; 1618 = 'busy'; 1638 = 'already'; 1605 = 'already' }
    msu = @{ 3010 = 'reboot'; 1641 = 'reboot'; 2359301 = 'reboot'; 2359302 = 'already'; 2359303 = 'already'; 1618 = 'busy'; -2145124330 = 'busy' }
    exe = @{ 3010 = 'reboot'; 1641 = 'reboot'; 1618 = 'busy' }
}
$script:Texts = @{
    5           = 'Access is denied.'
    13          = 'The data is invalid.'
    87          = 'A parameter is wrong.'
    1058        = 'The Windows Update service is disabled.'
    1601        = 'The Windows Installer service cannot be reached.'
    1602        = 'It was cancelled by a user.'
    1603        = 'It ended with a fatal error.'
    1612        = 'Its source is missing.'
    1618        = 'Another installation is under way.'
    1619        = 'The package cannot be opened.'
    1625        = 'It is forbidden by policy.'
    1633        = 'It is for another platform.'
    1636        = 'The patch cannot be opened.'
    1638        = 'Another version of it is installed.'
    1639        = 'The command line is wrong.'
    1642        = 'What it is to patch is not installed.'
    -2145124329 = 'The update does not apply to this computer.'
    -2147023838 = 'The Windows Update service is disabled.'
}
$script:UninstallKeys = 'SOFTWARE\Microsoft\Windows\CurrentVersion\Uninstall', 'SOFTWARE\WOW6432Node\Microsoft\Windows\CurrentVersion\Uninstall'

function Get-RwProduct {
    <#
    .SYNOPSIS
    Shows an installed product or update.
    .DESCRIPTION
    Gives nothing if it is not installed. With neither parameter all products are listed, without updates.
    .PARAMETER ProductCode
    The product's code or the name of its key below Uninstall; of an update KB and its number.
    .PARAMETER DisplayName
    The name under which it is listed, whole.
    .PARAMETER ComputerName
    The computer, reached over PowerShell remoting; without it this one.
    .OUTPUTS
    Runwright.Product
    .EXAMPLE
    Get-RwProduct -ProductCode KB5031356
    #>
    [CmdletBinding(PositionalBinding = $false)]
    [OutputType('Runwright.Product')]
    param(
        [string]$ProductCode,
        [string]$DisplayName,
        [string]$ComputerName
    )
    $given = $PSBoundParameters
    Use-RwComputer $PSCmdlet $PSBoundParameters {
        if ($ProductCode -match '^KB[0-9]+$') {
            $fixes = @(& $script:Api.Query 'Win32_QuickFixEngineering' | Where-Object { $_.HotFixID -eq $ProductCode })
            if ($fixes.Count) { ConvertTo-RwProduct $ProductCode.ToUpperInvariant() @{ DisplayName = $ProductCode.ToUpperInvariant(); Publisher = 'Microsoft Corporation' } }
            return
        }
        foreach ($parent in $script:UninstallKeys) {
            $key = & $script:Api.OpenKey 'LocalMachine' $parent $false
            if ($null -eq $key) { continue }
            foreach ($name in $key.GetSubKeyNames()) {
                if ($given.ContainsKey('ProductCode') -and $name -ne $ProductCode) { continue }
                $values = @{}
                $product = & $script:Api.OpenKey 'LocalMachine' "$parent\$name" $false
                foreach ($value in 'DisplayName', 'DisplayVersion', 'Publisher', 'InstallLocation') { $values[$value] = $product.GetValue($value) }
                if ($given.ContainsKey('DisplayName') -and $values.DisplayName -ne $DisplayName) { continue }
                ConvertTo-RwProduct $name $values
            }
        }
    }
}

function ConvertTo-RwProduct([string]$Code, [hashtable]$Values) {
    [pscustomobject]@{
        PSTypeName      = 'Runwright.Product'
        ProductCode     = $Code
        DisplayName     = $Values['DisplayName']
        DisplayVersion  = $Values['DisplayVersion']
        Publisher       = $Values['Publisher']
        InstallLocation = $Values['InstallLocation']
    }
}

function Install-RwPackage {
    <#
    .SYNOPSIS
    Installs a package silently and tells what its exit code means.
    .DESCRIPTION
    Never restarts the computer: RestartRequired says that one is due. Meaning is ok, reboot, already, busy or failed. What was found out
    is written as output in any case; busy is followed by the error PackageBusy, failed by PackageFailed. After exit code 1603 Detail
    is the log's last block that ends with 'Return value 3'. An msu package cannot be installed over remoting: the update agent
    denies it.
    .PARAMETER Path
    The package's file, on the computer that it is installed on.
    .PARAMETER Kind
    msi, msp, msu or exe. Of an exe the arguments alone say how it is silent.
    .PARAMETER Arguments
    Further arguments, one by one; properties of an msi as NAME=value.
    .PARAMETER LogPath
    The installer's log; without it, of an msi or msp, one in the temporary folder.
    .PARAMETER ProductCode
    What the package installs: a product's code, the name of its key below Uninstall, or KB and a number. It is how one sees that it is
    there; it is not passed to the installer.
    .PARAMETER ComputerName
    The computer, reached over PowerShell remoting; without it this one.
    .OUTPUTS
    Runwright.PackageResult
    .EXAMPLE
    Install-RwPackage -Path C:\Packages\MBSASetup-x64-EN.msi -Kind msi -ProductCode '{C058FC5D-565F-4360-A562-0527A3D993DC}'
    #>
    [CmdletBinding(SupportsShouldProcess, PositionalBinding = $false)]
    [OutputType('Runwright.PackageResult')]
    param(
        [Parameter(Mandatory)] [string]$Path,
        [Parameter(Mandatory)] [ValidateSet('msi', 'msp', 'msu', 'exe')] [string]$Kind,
        [string[]]$Arguments = @(),
        [string]$LogPath,
        [Parameter(Mandatory)] [string]$ProductCode,
        [string]$ComputerName
    )
    if (-not $PSCmdlet.ShouldProcess($Path, "Install $ProductCode")) { return }
    Use-RwComputer $PSCmdlet $PSBoundParameters {
        if ($null -eq (& $script:Api.File $Path)) { Stop-RwFunction "There is no package $Path." 'PackageNotFound' ObjectNotFound $Path }
        $log = Get-RwLogPath $Kind $LogPath ([IO.Path]::GetFileNameWithoutExtension($Path.Replace('\', '/')))
        switch ($Kind) {
            'msi' { $program = 'msiexec.exe'; $first = @('/i', $Path, '/qn', '/norestart', '/l*v', $log) }
            'msp' { $program = 'msiexec.exe'; $first = @('/p', $Path, '/qn', '/norestart', '/l*v', $log) }
            'msu' { $program = 'wusa.exe'; $first = @($Path, '/quiet', '/norestart') + @(if ($log) { "/log:$log" }) }
            'exe' { $program = $null; $first = @() }
        }
        Invoke-RwInstaller $PSCmdlet $Kind $program $(if ($program) { & $script:Api.Program $program } else { $Path }) (@($first) + $Arguments) $log $ProductCode
    }
}

function Uninstall-RwPackage {
    <#
    .SYNOPSIS
    Removes a product of the Windows Installer, or an update, silently.
    .DESCRIPTION
    Answers like Install-RwPackage; already means that it was not there. Many updates refuse to be removed. A product that has no code of
    the Windows Installer is refused (PackageNotRemovable): its own command line in the registry is text, and text is not run.
    .PARAMETER ProductCode
    The product's code ({GUID}); of an update KB and its number.
    .PARAMETER LogPath
    The installer's log; without it, of a product, one in the temporary folder.
    .PARAMETER ComputerName
    The computer, reached over PowerShell remoting; without it this one.
    .OUTPUTS
    Runwright.PackageResult
    .EXAMPLE
    Uninstall-RwPackage -ProductCode KB5031356
    #>
    [CmdletBinding(SupportsShouldProcess, PositionalBinding = $false)]
    [OutputType('Runwright.PackageResult')]
    param(
        [Parameter(Mandatory)] [string]$ProductCode,
        [string]$LogPath,
        [string]$ComputerName
    )
    if (-not $PSCmdlet.ShouldProcess($ProductCode, 'Remove')) { return }
    Use-RwComputer $PSCmdlet $PSBoundParameters {
        $id = [guid]::Empty
        if ($ProductCode -match '^KB([0-9]+)$') {
            $log = Get-RwLogPath 'msu' $LogPath $ProductCode
            Invoke-RwInstaller $PSCmdlet 'msu' 'wusa.exe' (& $script:Api.Program 'wusa.exe') (@('/uninstall', "/kb:$($Matches[1])", '/quiet', '/norestart') + @(if ($log) { "/log:$log" })) $log $ProductCode
        } elseif ([guid]::TryParseExact($ProductCode, 'B', [ref]$id)) {
            $log = Get-RwLogPath 'msi' $LogPath $ProductCode
            Invoke-RwInstaller $PSCmdlet 'msi' 'msiexec.exe' (& $script:Api.Program 'msiexec.exe') @('/x', $ProductCode, '/qn', '/norestart', '/l*v', $log) $log $ProductCode
        } else {
            Stop-RwFunction "'$ProductCode' is neither a product code of the Windows Installer nor an update; it cannot be removed by this function." 'PackageNotRemovable' NotImplemented $ProductCode
        }
    }
}

function Get-RwLogPath([string]$Kind, [string]$LogPath, [string]$Name) {
    if ($LogPath -ne '') { return $LogPath }
    if (@('msi', 'msp') -contains $Kind) { return [IO.Path]::Combine((& $script:Api.TempFolder), "$Name.log") }
    $null
}

function Invoke-RwInstaller($Caller, [string]$Kind, [string]$Program, [string]$Path, [string[]]$Arguments, $Log, [string]$Target) {
    $quoted = foreach ($argument in $Arguments) { if ($Program -eq 'msiexec.exe') { ConvertTo-RwInstallerArgument $argument } else { ConvertTo-RwArgument $argument } }
    $code = [int](& $script:Api.Start $Path (@($quoted) -join ' '))
    $table = $script:Codes[$(if ($Kind -eq 'msp') { 'msi' } else { $Kind })]
    $meaning = if ($code -eq 0) { 'ok' } elseif ($table.ContainsKey($code)) { $table[$code] } else { 'failed' }
    $detail = if ($code -eq 0) { $null } else { Get-RwDetail $Program $code $Log }
    [pscustomobject]@{
        PSTypeName      = 'Runwright.PackageResult'
        ExitCode        = $code
        Meaning         = $meaning
        RestartRequired = $meaning -eq 'reboot'
        LogPath         = $Log
        Detail          = $detail
    }
    $said = "The installer ended with exit code $code ($(ConvertTo-RwHex $code)) for $Target. $($script:Texts[$code])".TrimEnd()
    if ($meaning -eq 'busy') { $Caller.WriteError((New-RwErrorRecord -Message $said -Id 'PackageBusy' -Category ResourceBusy -Target $Target)) }
    if ($meaning -eq 'failed') { $Caller.WriteError((New-RwErrorRecord -Message $said -Id 'PackageFailed' -Category InvalidResult -Target $Target)) }
}

function Get-RwDetail([string]$Program, [int]$Code, $Log) {
    if ($Code -eq 1603 -and $Program -eq 'msiexec.exe' -and $Log) {
        $block = Get-RwFailedBlock @(& $script:Api.Lines $Log)
        if ($null -ne $block) { return $block }
    }
    "$(ConvertTo-RwHex $Code) $($script:Texts[$Code])".TrimEnd()
}

# The last block of a Windows Installer log that ends with 'Return value 3': from the start of the action that failed, at most 30 lines.
function Get-RwFailedBlock([string[]]$Lines) {
    for ($end = $Lines.Count - 1; $end -ge 0; $end--) {
        if ($Lines[$end] -notmatch 'Return value 3\.?\s*$') { continue }
        $start = $end
        while ($start -gt 0 -and $end - $start -lt 29 -and $Lines[$start] -notmatch 'Action start ') { $start-- }
        return $Lines[$start..$end] -join "`n"
    }
    $null
}
