# Whether a server can be spared, and whether it is well.

function Get-RwMaintenanceGate {
    <#
    .SYNOPSIS
    Shows whether an Exchange server can go into maintenance now.
    .DESCRIPTION
    Ready if every database that is active on it has enough copies elsewhere that could take over, no other member of its availability group is
    in maintenance, and the quorum's check passes on every member. A copy counts if it is healthy, both its queues are short, its
    activation is not suspended and it does not lag on purpose. Reasons are words with what they are about:
    TooFewHealthyCopies:DB, ServerInMaintenance:SERVER, Quorum:SERVER. A server outside of a group is always ready.
    .PARAMETER Server
    The server's name.
    .PARAMETER MinimumHealthyCopies
    How many copies elsewhere each of its active databases needs; 1 if not given.
    .PARAMETER MaximumCopyQueue
    How many logs may wait to be copied to such a copy; 10 if not given.
    .PARAMETER MaximumReplayQueue
    How many logs may wait to be replayed by such a copy; 100 if not given.
    .OUTPUTS
    Runwright.MaintenanceGate
    .EXAMPLE
    Get-RwMaintenanceGate -Server EX01
    #>
    [CmdletBinding(PositionalBinding = $false)]
    [OutputType('Runwright.MaintenanceGate')]
    param(
        [Parameter(Mandatory)] [string]$Server,
        [ValidateRange(0, 16)] [int]$MinimumHealthyCopies = 1,
        [ValidateRange(0, 2147483647)] [int]$MaximumCopyQueue = 10,
        [ValidateRange(0, 2147483647)] [int]$MaximumReplayQueue = 100
    )
    try {
        $reasons = @()
        $databases = @()
        $group = Get-RwGroupName (Get-MailboxServer -Identity $Server -ErrorAction Stop)
        if ($group) {
            foreach ($name in Get-RwMounted $Server) {
                $lags = [string](Get-MailboxDatabase -Identity $name -ErrorAction Stop).ReplayLagTimes
                $healthy = @(Get-MailboxDatabaseCopyStatus -Identity $name -ErrorAction Stop | Where-Object { Test-RwCopy $_ $Server $lags $MaximumCopyQueue $MaximumReplayQueue }).Count
                $databases += [pscustomobject]@{ Name = $name; HealthyCopies = $healthy }
                if ($healthy -lt $MinimumHealthyCopies) { $reasons += "TooFewHealthyCopies:$name" }
            }
            $status = Get-DatabaseAvailabilityGroup -Identity $group -Status -ErrorAction Stop
            foreach ($other in $status.ServersInMaintenance) { $short = Get-RwShortName $other; if ($short -ne $Server) { $reasons += "ServerInMaintenance:$short" } }
            foreach ($one in $status.Servers) {
                $member = Get-RwShortName $one
                $failed = @(Test-ReplicationHealth -Identity $member -ErrorAction Stop | Where-Object { [string]$_.Check -eq 'QuorumGroup' -and [string]$_.Result -ne 'Passed' })
                if ($failed.Count) { $reasons += "Quorum:$member" }
            }
        }
        [pscustomobject]@{ PSTypeName = 'Runwright.MaintenanceGate'; Server = $Server; Ready = $reasons.Count -eq 0; Reasons = @($reasons); Databases = @($databases) }
    } catch {
        $PSCmdlet.ThrowTerminatingError($_)
    }
}

function Test-RwCopy($Copy, [string]$Server, [string]$Lags, [int]$MaximumCopyQueue, [int]$MaximumReplayQueue) {
    $holder = Get-RwShortName $Copy.MailboxServer
    $late = $Lags -match ('\[' + [regex]::Escape($holder) + ', (?!00:00:00\])')
    $holder -ne $Server -and [string]$Copy.Status -eq 'Healthy' -and -not $Copy.ActivationSuspended -and -not $late -and [long]$Copy.CopyQueueLength -le $MaximumCopyQueue -and [long]$Copy.ReplayQueueLength -le $MaximumReplayQueue
}

function Get-RwServerHealth {
    <#
    .SYNOPSIS
    Shows whether an Exchange server is well.
    .DESCRIPTION
    Healthy: all required services run, all checks of replication pass (only in an availability group), and no health set is unhealthy or
    degraded. Version is that of the cumulative update; security updates do not show in it. ServiceStartTypes are what a failed setup may
    have left disabled.
    .PARAMETER Server
    The server's name.
    .OUTPUTS
    Runwright.ServerHealth
    .EXAMPLE
    Get-RwServerHealth -Server EX01
    #>
    [CmdletBinding(PositionalBinding = $false)]
    [OutputType('Runwright.ServerHealth')]
    param(
        [Parameter(Mandatory)] [string]$Server
    )
    try {
        $stopped = @(foreach ($role in Test-ServiceHealth -Server $Server -ErrorAction Stop) { foreach ($name in $role.ServicesNotRunning) { [string]$name } }) | Select-Object -Unique
        $failures = @()
        if (Get-RwGroupName (Get-MailboxServer -Identity $Server -ErrorAction Stop)) {
            $failures = @(foreach ($check in Test-ReplicationHealth -Identity $Server -ErrorAction Stop) { if ([string]$check.Result -ne 'Passed') { [string]$check.Check } })
        }
        $sets = @(foreach ($set in Get-HealthReport -Identity $Server -ErrorAction Stop) { if (@('Unhealthy', 'Degraded') -contains [string]$set.AlertValue) { [string]$set.HealthSet } })
        $types = [ordered]@{}
        foreach ($service in & $script:Api.Services $Server) { $types[[string]$service.Name] = [string]$service.StartType }
        [pscustomobject]@{
            PSTypeName          = 'Runwright.ServerHealth'
            Server              = $Server
            Healthy             = @($stopped).Count -eq 0 -and $failures.Count -eq 0 -and $sets.Count -eq 0
            ServicesNotRunning  = @($stopped)
            ReplicationFailures = $failures
            UnhealthySets       = $sets
            Version             = [string](Get-ExchangeServer -Identity $Server -ErrorAction Stop).AdminDisplayVersion
            ServiceStartTypes   = $types
        }
    } catch {
        $PSCmdlet.ThrowTerminatingError($_)
    }
}
