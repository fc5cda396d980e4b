# Commands and scripts on another computer, by a session that is opened once and kept. For Windows PowerShell 5.1 and PowerShell 7.
# ASCII only. What is sent is data: the blocks below are constant, names and values are their arguments.
Set-StrictMode -Version 2.0
$Remote = @{ Session = $null; Computer = '' }

$ImportModules = { param([string[]]$RwModules) foreach ($RwModule in $RwModules) { Import-Module -Name $RwModule -DisableNameChecking -ErrorAction Stop } }
$RunCommand = { param([string]$RwCommand, [hashtable]$RwArguments) $ConfirmPreference = 'None'; & $RwCommand @RwArguments }
$RunScript = { param([string]$RwText, [hashtable]$RwArguments) $ConfirmPreference = 'None'; & ([scriptblock]::Create($RwText)) @RwArguments }

function Connect-RwHost {
    <#
    .SYNOPSIS
    Opens the session to a computer and imports modules there.
    .PARAMETER ComputerName
    Its name or address.
    .PARAMETER Credential
    Who signs in; without it the user of this process.
    .PARAMETER Module
    Names or paths of modules on that computer.
    #>
    [CmdletBinding()]
    param(
        [Parameter(Mandatory = $true)][string]$ComputerName,
        [pscredential]$Credential,
        [string]$Authentication,
        [switch]$UseSSL,
        [int]$Port,
        [string]$ConfigurationName,
        [string[]]$Module = @()
    )
    $options = @{ ErrorAction = 'Stop' }
    foreach ($name in $PSBoundParameters.Keys) { if ($name -ne 'Module') { $options[$name] = $PSBoundParameters[$name] } }
    $Remote.Session = New-PSSession @options
    $Remote.Computer = $ComputerName
    if ($Module.Length) { Invoke-Command -Session $Remote.Session -ScriptBlock $ImportModules -ArgumentList @(, $Module) -ErrorAction Stop }
}

function Test-RwHost {
    <#
    .SYNOPSIS
    Fails if the session is not open any more.
    #>
    [CmdletBinding()]
    param()
    if ($null -eq $Remote.Session -or [string]$Remote.Session.State -ne 'Opened') { throw "The session to $($Remote.Computer) is not open any more." }
}

function Disconnect-RwHost {
    <#
    .SYNOPSIS
    Ends the session.
    #>
    [CmdletBinding()]
    param()
    if ($null -ne $Remote.Session) { Remove-PSSession -Session $Remote.Session }
    $Remote.Session = $null
}

function Invoke-RwRemote {
    <#
    .SYNOPSIS
    Runs one command, or the text of a script, on that computer and gives what it gave.
    .PARAMETER Command
    The command's name.
    .PARAMETER Script
    The script's text.
    .PARAMETER Arguments
    Parameters by name.
    #>
    [CmdletBinding()]
    param([string]$Command = '', [string]$Script = '', [hashtable]$Arguments = @{})
    Test-RwHost
    $block = if ($Script) { $RunScript } else { $RunCommand }
    $what = if ($Script) { $Script } else { $Command }
    foreach ($item in @(Invoke-Command -Session $Remote.Session -ScriptBlock $block -ArgumentList $what, $Arguments)) {
        foreach ($mark in 'PSComputerName', 'RunspaceId', 'PSShowComputerName') { if ($null -ne $item -and $item.PSObject.Properties[$mark]) { $item.PSObject.Properties.Remove($mark) } }
        , $item
    }
}

Export-ModuleMember -Function Connect-RwHost, Test-RwHost, Disconnect-RwHost, Invoke-RwRemote
