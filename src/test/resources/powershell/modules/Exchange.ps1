# Runwright.Exchange with cmdlets that behave like those of Exchange and of the cluster: two members of a group and a server alone.
param([string]$Install)
. ([IO.Path]::Combine($PSScriptRoot, 'Cases.ps1'))
Import-Module ([IO.Path]::Combine($Install, 'scripts', 'modules', 'Runwright.Exchange', 'Runwright.Exchange.psd1'))

enum ServiceState { Inactive = 0; Active = 1; Draining = 2 }
enum NodeState { Up = 0; Down = 1; Paused = 2; Joining = 3 }

$world = @{}
$calls = [Collections.ArrayList]@()

function New-World {
    $calls.Clear()
    $world.Clear()
    $world.FailAt = $null
    $world.EndAt = $null
    $world.Nodes = @{ EX01 = [NodeState]::Up; EX02 = [NodeState]::Up }
    $world.Mailbox = @{}
    foreach ($name in 'EX01', 'EX02', 'EX09') { $world.Mailbox[$name] = @{ DatabaseCopyAutoActivationPolicy = 'IntrasiteOnly'; DatabaseCopyActivationDisabledAndMoveNow = $false; DatabaseAvailabilityGroup = $(if ($name -ne 'EX09') { 'DAG1' }) } }
    # who says what of which component
    $world.Said = @{}
    foreach ($name in 'EX01', 'EX02', 'EX09') { $world.Said[$name] = @{ ServerWideOffline = @{}; HubTransport = @{}; Monitoring = @{} } }
    $world.Active = @{ DB01 = 'EX01'; DB02 = 'EX02'; DB09 = 'EX09' }
    $world.Copies = @(
        @{ DatabaseName = 'DB01'; MailboxServer = 'EX01' }, @{ DatabaseName = 'DB01'; MailboxServer = 'EX02'; CopyQueueLength = 2; ReplayQueueLength = 3 },
        @{ DatabaseName = 'DB02'; MailboxServer = 'EX01' }, @{ DatabaseName = 'DB02'; MailboxServer = 'EX02' }, @{ DatabaseName = 'DB09'; MailboxServer = 'EX09' }
    )
    $world.Lags = '[EX01, 00:00:00] [EX02, 00:00:00]'
    $world.InMaintenance = @()
    $world.Quorum = @{ EX01 = 'Passed'; EX02 = 'Passed' }
    $world.Stuck = $false
    $world.Stopped = @()
    $world.Alerts = @()
    Set-Api 'Runwright.Exchange' @{
        RestartTransport = { param($Server) Enter-Call "Restart $Server" }
        Services         = { param($Server) [pscustomobject]@{ Name = 'MSExchangeTransport'; StartType = 'Automatic' }; [pscustomobject]@{ Name = 'MSExchangePop3'; StartType = 'Manual' } }
    }
}

# Records a change, or fails it if it is the one that the case wants to fail; after EndAt changes everything fails, as if the process
# had ended.
function Enter-Call([string]$Text) {
    if ($null -ne $world.EndAt -and $calls.Count -ge $world.EndAt) { throw [InvalidOperationException]::new('ended') }
    [void]$calls.Add($Text)
    if ($null -ne $world.FailAt -and $calls.Count -eq $world.FailAt) { throw [InvalidOperationException]::new("failed: $Text") }
}
function Get-State([string]$Server, [string]$Component) {
    $said = @($world.Said[$Server][$Component].Values)
    if ($said -contains [ServiceState]::Inactive) { return [ServiceState]::Inactive }
    if ($said -contains [ServiceState]::Draining) { return [ServiceState]::Draining }
    [ServiceState]::Active
}

function global:Get-ServerComponentState { [CmdletBinding()] param($Identity)
    foreach ($component in $world.Said[$Identity].Keys) {
        $states = @(foreach ($who in $world.Said[$Identity][$component].Keys) { [pscustomobject]@{ Requester = $who; State = $world.Said[$Identity][$component][$who]; Component = $component } })
        [pscustomobject]@{ Component = $component; State = Get-State $Identity $component; LocalStates = $states; RemoteStates = $null }
    }
}
function global:Set-ServerComponentState { [CmdletBinding(SupportsShouldProcess)] param($Identity, $Component, [ServiceState]$State, $Requester)
    Enter-Call "$Component $State $Requester"
    $world.Said[$Identity][$Component][$Requester] = $State
}
function global:Get-MailboxServer { [CmdletBinding()] param($Identity) [pscustomobject]$world.Mailbox[$Identity] }
function global:Set-MailboxServer { [CmdletBinding(SupportsShouldProcess)] param($Identity, $DatabaseCopyAutoActivationPolicy, $DatabaseCopyActivationDisabledAndMoveNow)
    foreach ($name in 'DatabaseCopyAutoActivationPolicy', 'DatabaseCopyActivationDisabledAndMoveNow') {
        if ($PSBoundParameters.ContainsKey($name)) { Enter-Call "$name $($PSBoundParameters[$name])"; $world.Mailbox[$Identity][$name] = $PSBoundParameters[$name] }
    }
}
function global:Get-ClusterNode { [CmdletBinding()] param($Name, $Cluster) [pscustomobject]@{ Name = $Name; State = $world.Nodes[$Name] } }
function global:Suspend-ClusterNode { [CmdletBinding(SupportsShouldProcess)] param($Name, $Cluster, [switch]$Drain, [switch]$Wait) Enter-Call "Suspend $Name $Cluster"; $world.Nodes[$Name] = [NodeState]::Paused; [pscustomobject]@{ Name = $Name } }
function global:Resume-ClusterNode { [CmdletBinding()] param($Name, $Cluster) Enter-Call "Resume $Name $Cluster"; $world.Nodes[$Name] = [NodeState]::Up; [pscustomobject]@{ Name = $Name } }
function global:Get-MailboxDatabaseCopyStatus { [CmdletBinding()] param($Identity, $Server)
    foreach ($copy in $world.Copies) {
        if (($Identity -and $copy.DatabaseName -ne $Identity) -or ($Server -and $copy.MailboxServer -ne $Server)) { continue }
        $status = if ($world.Active[$copy.DatabaseName] -eq $copy.MailboxServer) { 'Mounted' } elseif ($copy.Status) { $copy.Status } else { 'Healthy' }
        [pscustomobject]@{ DatabaseName = $copy.DatabaseName; MailboxServer = $copy.MailboxServer; Status = $status; CopyQueueLength = [long]$copy.CopyQueueLength; ReplayQueueLength = [long]$copy.ReplayQueueLength; ActivationSuspended = [bool]$copy.ActivationSuspended }
    }
}
function global:Move-ActiveMailboxDatabase { [CmdletBinding(SupportsShouldProcess)] param($Server, $MoveComment)
    Enter-Call "Move $Server"
    if (-not $world.Stuck) { foreach ($name in @($world.Active.Keys)) { if ($world.Active[$name] -eq $Server) { $world.Active[$name] = 'EX02' } } }
}
function global:Get-Queue { [CmdletBinding()] param($Server)
    foreach ($row in @('Submission', 'Undefined', 1), @('3', 'SmtpDeliveryToMailbox', 4), @('Shadow\5', 'ShadowRedundancy', 70), @('Shadow\6', 'Undefined', 80), @('Poison', 'Undefined', 90)) {
        [pscustomobject]@{ Identity = "$Server\$($row[0])"; DeliveryType = $row[1]; MessageCount = $row[2] }
    }
}
function global:Redirect-Message { [CmdletBinding(SupportsShouldProcess)] param($Server, $Target) Enter-Call "Redirect $Server $Target" }
function global:Get-MailboxDatabase { [CmdletBinding()] param($Identity) [pscustomobject]@{ ReplayLagTimes = $world.Lags } }
function global:Get-DatabaseAvailabilityGroup { [CmdletBinding()] param($Identity, [switch]$Status) [pscustomobject]@{ Servers = @('contoso.com/Configuration/EX01', 'EX02'); ServersInMaintenance = $world.InMaintenance } }
function global:Test-ReplicationHealth { [CmdletBinding()] param($Identity)
    if (-not $world.Quorum.ContainsKey($Identity)) { throw [InvalidOperationException]::new("$Identity is in no group") }
    [pscustomobject]@{ Server = $Identity; Check = 'ClusterService'; Result = 'Passed' }
    [pscustomobject]@{ Server = $Identity; Check = 'QuorumGroup'; Result = $world.Quorum[$Identity] }
}
function global:Test-ServiceHealth { [CmdletBinding()] param($Server) foreach ($role in 'Mailbox', 'Transport') { [pscustomobject]@{ Role = $role; ServicesNotRunning = @($world.Stopped) } } }
function global:Get-HealthReport { [CmdletBinding()] param($Identity) foreach ($value in 'Healthy', 'Disabled', 'Repairing') { [pscustomobject]@{ HealthSet = "set $value"; AlertValue = $value } }; foreach ($value in $world.Alerts) { [pscustomobject]@{ HealthSet = "set $value"; AlertValue = $value } } }
function global:Get-ExchangeServer { [CmdletBinding()] param($Identity) [pscustomobject]@{ AdminDisplayVersion = 'Version 15.2 (Build 1118.7)' } }

$way = @(
    'HubTransport Draining Maintenance', 'Restart EX01', 'Suspend EX01 EX01', 'DatabaseCopyActivationDisabledAndMoveNow True', 'DatabaseCopyAutoActivationPolicy Blocked', 'Move EX01',
    'Redirect EX01 ex02.contoso.com', 'ServerWideOffline Inactive Maintenance'
)
$back = @(
    'ServerWideOffline Active Maintenance', 'Resume EX01 EX01', 'DatabaseCopyActivationDisabledAndMoveNow False', 'DatabaseCopyAutoActivationPolicy IntrasiteOnly', 'HubTransport Active Maintenance', 'Restart EX01'
)

Case 'a member of a group goes into maintenance step by step in the right order' {
    New-World
    Start-RwMaintenance -Server EX01 -RedirectTo ex02.contoso.com
    Assert-Equal $way $calls
    Assert-Has @{ InMaintenance = $true; HubTransport = 'Draining'; ServerWideOffline = 'Inactive'; ClusterNode = 'Paused'; AutoActivationPolicy = 'Blocked'; ActivationDisabled = $true; MountedDatabases = @() } (Get-RwMaintenance -Server EX01)
}
Case 'and comes out of it with the values that it had' {
    New-World
    $before = Get-RwMaintenance -Server EX01
    Start-RwMaintenance -Server EX01
    $calls.Clear()
    Stop-RwMaintenance -Server EX01 -AutoActivationPolicy $before.AutoActivationPolicy -ActivationDisabled $before.ActivationDisabled
    Assert-Equal $back $calls
    $after = Get-RwMaintenance -Server EX01
    foreach ($name in 'InMaintenance', 'HubTransport', 'ServerWideOffline', 'ClusterNode', 'AutoActivationPolicy', 'ActivationDisabled') { Assert-Equal $before.$name $after.$name $name }
}
Case 'without captured values it is as after the script of Exchange' {
    New-World
    Start-RwMaintenance -Server EX01
    Stop-RwMaintenance -Server EX01
    Assert-Has @{ AutoActivationPolicy = 'Unrestricted'; ActivationDisabled = $false } (Get-RwMaintenance -Server EX01)
}
Case 'a server alone has neither node nor policy, and its databases stay mounted' {
    New-World
    Assert-Has @{ ClusterNode = $null; MountedDatabases = @('DB09'); InMaintenance = $false } (Get-RwMaintenance -Server EX09)
    Start-RwMaintenance -Server EX09 -RedirectTo ex02.contoso.com
    Assert-Equal @('HubTransport Draining Maintenance', 'Restart EX09', 'Redirect EX09 ex02.contoso.com', 'ServerWideOffline Inactive Maintenance') $calls
    Assert-Equal $true (Get-RwMaintenance -Server EX09).InMaintenance
    $calls.Clear()
    Stop-RwMaintenance -Server EX09
    Assert-Equal @('ServerWideOffline Active Maintenance', 'HubTransport Active Maintenance', 'Restart EX09') $calls
}
Case 'shadow and poison queues do not count' {
    New-World
    Assert-Equal 5 (Get-RwMaintenance -Server EX01).QueueLength
}
Case 'where there is a call router it drains too' {
    New-World
    $world.Said.EX01.UMCallRouter = @{}
    Start-RwMaintenance -Server EX01
    Assert-Equal 'UMCallRouter Draining Maintenance' $calls[2]
    Stop-RwMaintenance -Server EX01
    Assert-Equal 'Active' ([string](Get-State EX01 UMCallRouter))
}
foreach ($at in 1..8) {
    Case "what fails at call $at is lifted again, all but the moves" {
        New-World
        $world.FailAt = $at
        Assert-Fails "failed: $($way[$at - 1])" $way[$at - 1] { Start-RwMaintenance -Server EX01 -RedirectTo ex02.contoso.com }
        Assert-Has @{ InMaintenance = $false; HubTransport = 'Active'; ServerWideOffline = 'Active'; ClusterNode = 'Up'; AutoActivationPolicy = 'IntrasiteOnly'; ActivationDisabled = $false } (Get-RwMaintenance -Server EX01)
    }
    Case "a start that ended for ever after call $at is carried on, and a stop lifts it all" {
        New-World
        $world.EndAt = $at
        $ended = $false
        try { Start-RwMaintenance -Server EX01 -RedirectTo ex02.contoso.com -WarningAction SilentlyContinue } catch { $ended = $true }
        Assert-Equal ($at -lt 8) $ended 'ended'
        $world.EndAt = $null
        $done = @($calls)
        $calls.Clear()
        Start-RwMaintenance -Server EX01 -RedirectTo ex02.contoso.com
        Assert-Equal $true (Get-RwMaintenance -Server EX01).InMaintenance
        $again = @($calls | Where-Object { $done -contains $_ -and $_ -notlike 'Redirect*' })
        Assert-Equal @() $again 'steps done twice'
        Stop-RwMaintenance -Server EX01 -AutoActivationPolicy IntrasiteOnly
        Assert-Has @{ InMaintenance = $false; HubTransport = 'Active'; ServerWideOffline = 'Active'; ClusterNode = 'Up'; AutoActivationPolicy = 'IntrasiteOnly' } (Get-RwMaintenance -Server EX01)
    }
}
Case 'a start in maintenance changes nothing, nor does a stop outside of it' {
    New-World
    Start-RwMaintenance -Server EX01
    $calls.Clear()
    Start-RwMaintenance -Server EX01
    Assert-Equal @() @($calls)
    New-World
    Stop-RwMaintenance -Server EX01 -AutoActivationPolicy IntrasiteOnly
    Assert-Equal @() @($calls)
}
Case 'what was so before is not lifted when a start fails' {
    New-World
    $world.Said.EX01.HubTransport.Maintenance = [ServiceState]::Draining
    $world.Nodes.EX01 = [NodeState]::Paused
    $world.Stuck = $true
    Assert-Fails 'DatabasesStillMounted' 'DB01' { Start-RwMaintenance -Server EX01 }
    Assert-Has @{ HubTransport = 'Draining'; ClusterNode = 'Paused'; AutoActivationPolicy = 'IntrasiteOnly' } (Get-RwMaintenance -Server EX01)
}
Case 'what another requester holds stays so, with a warning' {
    New-World
    Start-RwMaintenance -Server EX01
    $world.Said.EX01.ServerWideOffline.Functional = [ServiceState]::Inactive
    $streams = Get-Streams { Stop-RwMaintenance -Server EX01 @args }
    Assert-Equal @('ServerWideOffline of EX01 stays Inactive: Functional holds it so.') $streams.Warnings
    Assert-Equal 'Inactive' ([string]$world.Said.EX01.ServerWideOffline.Functional)
    Assert-Equal 0 @($calls | Where-Object { $_ -like '*Functional*' }).Count
}
Case 'with WhatIf nothing is done' {
    New-World
    Start-RwMaintenance -Server EX01 -WhatIf
    Stop-RwMaintenance -Server EX01 -WhatIf
    Assert-Equal 0 $calls.Count
}

# ---------------------------------------------------------------- gate and health

Case 'a server whose databases have healthy copies elsewhere is ready' {
    New-World
    Assert-Has @{ Ready = $true; Reasons = @(); Databases = @([pscustomobject]@{ Name = 'DB01'; HealthyCopies = 1 }) } (Get-RwMaintenanceGate -Server EX01)
    Assert-Has @{ Ready = $false; Reasons = @('TooFewHealthyCopies:DB01') } (Get-RwMaintenanceGate -Server EX01 -MinimumHealthyCopies 2)
}
$bad = @{ 'is seeding' = @{ Status = 'Seeding' }; 'has a long copy queue' = @{ CopyQueueLength = 11 }; 'has a long replay queue' = @{ ReplayQueueLength = 101 }; 'is suspended' = @{ ActivationSuspended = $true } }
foreach ($why in $bad.Keys) {
    Case "a copy that $why does not count" {
        New-World
        foreach ($key in $bad[$why].Keys) { $world.Copies[1][$key] = $bad[$why][$key] }
        Assert-Has @{ Ready = $false; Reasons = @('TooFewHealthyCopies:DB01'); Databases = @([pscustomobject]@{ Name = 'DB01'; HealthyCopies = 0 }) } (Get-RwMaintenanceGate -Server EX01)
    }
}
Case 'limits of the queues are parameters' {
    New-World
    $world.Copies[1].CopyQueueLength = 11
    $world.Copies[1].ReplayQueueLength = 110
    Assert-Equal $true (Get-RwMaintenanceGate -Server EX01 -MaximumCopyQueue 11 -MaximumReplayQueue 110).Ready
}
Case 'a copy that lags on purpose does not count' {
    New-World
    $world.Lags = '[EX01, 00:00:00] [EX02, 7.00:00:00]'
    Assert-Equal @('TooFewHealthyCopies:DB01') (Get-RwMaintenanceGate -Server EX01).Reasons
}
Case 'another member in maintenance and a lost quorum are reasons' {
    New-World
    $world.InMaintenance = @('EX02', 'EX01')
    $world.Quorum.EX02 = '*FAILED*'
    Assert-Equal @('ServerInMaintenance:EX02', 'Quorum:EX02') (Get-RwMaintenanceGate -Server EX01).Reasons
}
Case 'a server alone is always ready' {
    New-World
    Assert-Has @{ Ready = $true; Databases = @() } (Get-RwMaintenanceGate -Server EX09)
}
Case 'a healthy server, with how its services start' {
    New-World
    Assert-Has @{ Healthy = $true; ServicesNotRunning = @(); ReplicationFailures = @(); UnhealthySets = @(); Version = 'Version 15.2 (Build 1118.7)'; ServiceStartTypes = [ordered]@{ MSExchangeTransport = 'Automatic'; MSExchangePop3 = 'Manual' } } (Get-RwServerHealth -Server EX01)
}
Case 'a server that is not well says what is wrong, each thing once' {
    New-World
    $world.Stopped = @('MSExchangeIS')
    $world.Alerts = @('Unhealthy', 'Degraded')
    $world.Quorum.EX01 = '*FAILED*'
    Assert-Has @{ Healthy = $false; ServicesNotRunning = @('MSExchangeIS'); ReplicationFailures = @('QuorumGroup'); UnhealthySets = @('set Unhealthy', 'set Degraded') } (Get-RwServerHealth -Server EX01)
}
Case 'a server in no group is not asked for replication' {
    New-World
    Assert-Equal $true (Get-RwServerHealth -Server EX09).Healthy
}
