# Another computer: the very files of this module are run there, in a session that lasts for one call. What is sent is constant text; the
# caller's values go along as arguments, never as code.

$script:Files = @(
    [IO.Path]::Combine([IO.Path]::GetDirectoryName($PSScriptRoot), 'shared', 'Errors.ps1')
    [IO.Path]::Combine([IO.Path]::GetDirectoryName($PSScriptRoot), 'shared', 'Programs.ps1')
    [IO.Path]::Combine([IO.Path]::GetDirectoryName($PSScriptRoot), 'shared', 'Files.ps1')
    [IO.Path]::Combine($PSScriptRoot, 'System.ps1')
    [IO.Path]::Combine($PSScriptRoot, 'Host.ps1')
    [IO.Path]::Combine($PSScriptRoot, 'Package.ps1')
    [IO.Path]::Combine($PSScriptRoot, 'Registry.ps1')
    [IO.Path]::Combine($PSScriptRoot, 'Transfer.ps1')
)

$script:Remote = @{
    Open  = { param([string]$Computer) New-PSSession -ComputerName $Computer -ErrorAction Stop }
    Load  = { param($Session, [string]$File) Invoke-Command -Session $Session -FilePath $File -ErrorAction Stop }
    Call  = {
        param($Session, [string]$Function, [hashtable]$Parameters)
        Invoke-Command -Session $Session -ErrorAction Stop -ArgumentList $Function, $Parameters -ScriptBlock {
            param($Function, $Parameters)
            & $Function @Parameters
        }
    }
    Close = { param($Session) Remove-PSSession -Session $Session }
}

# Runs the caller's function on the computer that it names.
function Invoke-RwRemotely($Caller, [hashtable]$Bound, [string]$Computer) {
    $parameters = @{}
    foreach ($name in $Bound.Keys) { if (@('ComputerName', 'WhatIf', 'Confirm') -notcontains $name) { $parameters[$name] = $Bound[$name] } }
    $session = $null
    try {
        $session = & $script:Remote.Open $Computer
        foreach ($file in $script:Files) { [void](& $script:Remote.Load $session $file) }
        foreach ($item in & $script:Remote.Call $session $Caller.MyInvocation.MyCommand.Name $parameters) { ConvertFrom-RwRemote $item }
    } catch {
        $Caller.ThrowTerminatingError($_)
    } finally {
        if ($null -ne $session) { & $script:Remote.Close $session }
    }
}

# An object from another computer as it was there: without what remoting adds to it.
function ConvertFrom-RwRemote($Item) {
    $values = [ordered]@{}
    foreach ($property in $Item.PSObject.Properties) {
        if (@('PSComputerName', 'PSShowComputerName', 'RunspaceId') -contains $property.Name) { continue }
        $values[$property.Name] = if ($property.Value -is [Collections.ArrayList]) { , @($property.Value) } else { $property.Value }
    }
    $copy = [pscustomobject]$values
    $copy.PSObject.TypeNames.Insert(0, ([string]$Item.PSObject.TypeNames[0] -replace '^Deserialized\.', ''))
    $copy
}
