# Remoting as a shell without it has to be given: another runspace of this process stands for the other computer; everything crosses
# by PowerShell's own serializer, as over the wire. Global, so that they stand before the cmdlets of the same name.
function Copy-AsOnTheWire($Value) { if ($null -ne $Value) { , [Management.Automation.PSSerializer]::Deserialize([Management.Automation.PSSerializer]::Serialize($Value, 4)) } }

function New-PSSession {
    [CmdletBinding()]
    param([string]$ComputerName, [pscredential]$Credential, [string]$Authentication, [switch]$UseSSL, [int]$Port, [string]$ConfigurationName)
    if ($ComputerName -eq 'NOWHERE') { throw "Connecting to remote server $ComputerName failed." }
    $runspace = [runspacefactory]::CreateRunspace()
    $runspace.Open()
    $who = if ($Credential) { $Credential.UserName + ':' + $Credential.GetNetworkCredential().Password.Length } else { '' }
    $runspace.SessionStateProxy.SetVariable('Signed', "$ComputerName $who $Port $UseSSL".Trim())
    [pscustomobject]@{ ComputerName = $ComputerName; State = 'Opened'; Runspace = $runspace }
}

function Invoke-Command {
    [CmdletBinding()]
    param($Session, [scriptblock]$ScriptBlock, [object[]]$ArgumentList = @())
    $shell = [powershell]::Create()
    $shell.Runspace = $Session.Runspace
    [void]$shell.AddScript($ScriptBlock.ToString())
    foreach ($argument in $ArgumentList) { [void]$shell.AddArgument((Copy-AsOnTheWire $argument)) }
    try { $output = $shell.Invoke() } catch { Write-Error -ErrorRecord $_.Exception.InnerException.ErrorRecord; return }
    foreach ($warning in $shell.Streams.Warning) { Write-Warning $warning.Message }
    foreach ($problem in $shell.Streams.Error) { Write-Error -ErrorRecord $problem }
    foreach ($item in $output) {
        $copy = [psobject](Copy-AsOnTheWire $item)
        $copy | Add-Member -NotePropertyName PSComputerName -NotePropertyValue $Session.ComputerName -Force
        $copy | Add-Member -NotePropertyName RunspaceId -NotePropertyValue ([guid]::NewGuid()) -Force
        if ([string]$item -eq 'drop the session') { $Session.State = 'Broken' }
        , $copy
    }
}

function Remove-PSSession { [CmdletBinding()] param($Session) $Session.Runspace.Dispose() }

Export-ModuleMember -Function New-PSSession, Invoke-Command, Remove-PSSession
