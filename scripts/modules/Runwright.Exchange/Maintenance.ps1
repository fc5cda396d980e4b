# Into maintenance and out of it. A component is active only if every requester says so; this module speaks as Maintenance alone, sets
# nothing that is so already, and lifts only what Maintenance has set.

$script:Requester = 'Maintenance'

function Get-RwMaintenance {
    <#
    .SYNOPSIS
    Shows how far an Exchange server is in maintenance.
    .DESCRIPTION
    InMaintenance: the server is offline as a whole and takes no mail for transport; in an availability group also its node is paused and it
    cannot become active. ClusterNode is null outside of a group. QueueLength leaves shadow and poison queues out. AutoActivationPolicy and
    ActivationDisabled are what Stop-RwMaintenance needs to put them back.
    .PARAMETER Server
    The server's name.
    .OUTPUTS
    Runwright.Maintenance
    .EXAMPLE
    Get-RwMaintenance -Server EX01
    #>
    [CmdletBinding(PositionalBinding = $false)]
    [OutputType('Runwright.Maintenance')]
    param(
        [Parameter(Mandatory)] [string]$Server
    )
    try { Read-RwMaintenance $Server } catch { $PSCmdlet.ThrowTerminatingError($_) }
}

function Read-RwMaintenance([string]$Server) {
    $settings = Get-MailboxServer -Identity $Server -ErrorAction Stop
    $group = Get-RwGroupName $settings
    $components = foreach ($component in Get-ServerComponentState -Identity $Server -ErrorAction Stop) { [pscustomobject]@{ Component = [string]$component.Component; State = [string]$component.State } }
    $states = @{}
    foreach ($component in $components) { $states[$component.Component] = $component.State }
    $node = if ($group) { [string](Get-ClusterNode -Name $Server -Cluster $Server -ErrorAction Stop).State } else { $null }
    $policy = [string]$settings.DatabaseCopyAutoActivationPolicy
    $away = -not $group -or ($node -eq 'Paused' -and $policy -eq 'Blocked')
    [pscustomobject]@{
        PSTypeName           = 'Runwright.Maintenance'
        Server               = $Server
        InMaintenance        = $states['ServerWideOffline'] -eq 'Inactive' -and $states['HubTransport'] -ne 'Active' -and $away
        HubTransport         = $states['HubTransport']
        ServerWideOffline    = $states['ServerWideOffline']
        ClusterNode          = $node
        AutoActivationPolicy = $policy
        ActivationDisabled   = [bool]$settings.DatabaseCopyActivationDisabledAndMoveNow
        MountedDatabases     = @(Get-RwMounted $Server)
        QueueLength          = Get-RwQueueLength $Server
        Components           = @($components)
    }
}

# The availability group of a server; empty if it is in none.
function Get-RwGroupName($Settings) {
    Get-RwShortName $Settings.DatabaseAvailabilityGroup
}

# The name of an object of the directory, which may be given with the way to it.
function Get-RwShortName($Object) {
    ([string]$Object -split '/')[-1]
}

function Get-RwMounted([string]$Server) {
    $names = foreach ($copy in Get-MailboxDatabaseCopyStatus -Server $Server -ErrorAction Stop) { if ([string]$copy.Status -eq 'Mounted') { [string]$copy.DatabaseName } }
    $sorted = [string[]]@($names)
    [Array]::Sort($sorted, [StringComparer]::Ordinal)
    $sorted
}

function Get-RwQueueLength([string]$Server) {
    $length = 0
    foreach ($queue in Get-Queue -Server $Server -ErrorAction Stop) {
        if ([string]$queue.DeliveryType -eq 'ShadowRedundancy' -or [string]$queue.Identity -match '\\(Shadow|Poison)(\\|$)') { continue }
        $length += [int]$queue.MessageCount
    }
    $length
}

# What the requester Maintenance says of a component of a server; null if it says nothing, or there is no such component.
function Get-RwOwnState([string]$Server, [string]$Component) {
    foreach ($found in Get-ServerComponentState -Identity $Server -ErrorAction Stop) {
        if ([string]$found.Component -ne $Component) { continue }
        foreach ($state in @($found.LocalStates) + @($found.RemoteStates)) {
            if ($null -ne $state -and [string]$state.Requester -eq $script:Requester) { return [string]$state.State }
        }
    }
    $null
}

function Test-RwComponent([string]$Server, [string]$Component) {
    @(Get-ServerComponentState -Identity $Server -ErrorAction Stop | Where-Object { [string]$_.Component -eq $Component }).Count -gt 0
}

function Set-RwComponent([string]$Server, [string]$Component, [string]$State) {
    Set-ServerComponentState -Identity $Server -Component $Component -State $State -Requester $script:Requester -Confirm:$false -ErrorAction Stop
}

function Start-RwMaintenance {
    <#
    .SYNOPSIS
    Takes an Exchange server into maintenance.
    .DESCRIPTION
    In this order: transport drains and its service is restarted; in an availability group the cluster node is paused, the server cannot become
    active any more, and its active databases are moved away; waiting messages are redirected; the server goes offline as a whole. What is
    so already is left alone, so a start that was interrupted is carried on by another one. If something fails in the middle, what
    this call has set is lifted again, all but the moves. Whether the others can bear it is for Get-RwMaintenanceGate to say, before.
    .PARAMETER Server
    The server's name.
    .PARAMETER RedirectTo
    Full name of the server that gets the waiting messages; without it they wait.
    .OUTPUTS
    None
    .EXAMPLE
    Start-RwMaintenance -Server EX01 -RedirectTo ex02.contoso.com
    #>
    [CmdletBinding(SupportsShouldProcess, PositionalBinding = $false)]
    [OutputType([void])]
    param(
        [Parameter(Mandatory)] [string]$Server,
        [string]$RedirectTo
    )
    if (-not $PSCmdlet.ShouldProcess($Server, 'Start maintenance')) { return }
    $lift = [Collections.Generic.List[hashtable]]::new()
    try {
        $settings = Get-MailboxServer -Identity $Server -ErrorAction Stop
        Enter-RwComponent $Server 'HubTransport' 'Draining' $lift
        if (Test-RwComponent $Server 'UMCallRouter') { Enter-RwComponent $Server 'UMCallRouter' 'Draining' $lift }
        if (Get-RwGroupName $settings) { Enter-RwPassive $Server $settings $lift }
        if ($RedirectTo -ne '') { Redirect-Message -Server $Server -Target $RedirectTo -Confirm:$false -ErrorAction Stop }
        Enter-RwComponent $Server 'ServerWideOffline' 'Inactive' $lift
    } catch {
        $failure = $_
        for ($i = $lift.Count - 1; $i -ge 0; $i--) {
            $step = $lift[$i]
            try { Undo-RwStep $Server $step } catch { Write-Warning -Message "$($step.What) of $Server could not be put back: $($_.Exception.Message)" }
        }
        $PSCmdlet.ThrowTerminatingError($failure)
    }
}

# A component as Maintenance wants it, unless Maintenance has it so. Restarting transport hastens its draining.
function Enter-RwComponent([string]$Server, [string]$Component, [string]$State, $Lift) {
    $own = Get-RwOwnState $Server $Component
    if ($own -eq $State -or $own -eq 'Inactive') { return }
    Set-RwComponent $Server $Component $State
    $Lift.Add(@{ What = $Component; Component = $Component })
    if ($Component -eq 'HubTransport') { & $script:Api.RestartTransport $Server }
}

# Nothing active on the server, and nothing to become so. The cluster is reached by its node: it may have no name of its own.
function Enter-RwPassive([string]$Server, $Settings, $Lift) {
    if ([string](Get-ClusterNode -Name $Server -Cluster $Server -ErrorAction Stop).State -ne 'Paused') {
        [void](Suspend-ClusterNode -Name $Server -Cluster $Server -Drain -Wait -ErrorAction Stop)
        $Lift.Add(@{ What = 'The cluster node'; Node = $true })
    }
    if (-not $Settings.DatabaseCopyActivationDisabledAndMoveNow) {
        Set-MailboxServer -Identity $Server -DatabaseCopyActivationDisabledAndMoveNow $true -Confirm:$false -ErrorAction Stop
        $Lift.Add(@{ What = 'DatabaseCopyActivationDisabledAndMoveNow'; Settings = @{ DatabaseCopyActivationDisabledAndMoveNow = $false } })
    }
    $policy = [string]$Settings.DatabaseCopyAutoActivationPolicy
    if ($policy -ne 'Blocked') {
        Set-MailboxServer -Identity $Server -DatabaseCopyAutoActivationPolicy 'Blocked' -Confirm:$false -ErrorAction Stop
        $Lift.Add(@{ What = 'DatabaseCopyAutoActivationPolicy'; Settings = @{ DatabaseCopyAutoActivationPolicy = $policy } })
    }
    if (@(Get-RwMounted $Server).Count) { [void](Move-ActiveMailboxDatabase -Server $Server -MoveComment 'Maintenance' -Confirm:$false -ErrorAction Stop) }
    $mounted = @(Get-RwMounted $Server)
    if ($mounted.Count) { Stop-RwFunction "Databases are still active on ${Server}: $($mounted -join ', ')." 'DatabasesStillMounted' ResourceBusy $Server }
}

function Undo-RwStep([string]$Server, [hashtable]$Step) {
    if ($Step.ContainsKey('Component')) {
        Set-RwComponent $Server $Step.Component 'Active'
        if ($Step.Component -eq 'HubTransport') { & $script:Api.RestartTransport $Server }
    } elseif ($Step.ContainsKey('Node')) {
        [void](Resume-ClusterNode -Name $Server -Cluster $Server -ErrorAction Stop)
    } else {
        $values = $Step.Settings
        Set-MailboxServer -Identity $Server @values -Confirm:$false -ErrorAction Stop
    }
}

function Stop-RwMaintenance {
    <#
    .SYNOPSIS
    Takes an Exchange server out of maintenance.
    .DESCRIPTION
    In this order: the server is online again; in an availability group the cluster node goes on and the server can become active as
    the parameters say; transport works again and its service is restarted. Only what the requester Maintenance has set is lifted: what
    another requester holds stays so, with a warning. Databases are not moved back.
    .PARAMETER Server
    The server's name.
    .PARAMETER AutoActivationPolicy
    Unrestricted, IntrasiteOnly or Blocked: what Get-RwMaintenance showed before the maintenance. Only in an availability group.
    .PARAMETER ActivationDisabled
    What Get-RwMaintenance showed before the maintenance. Only in an availability group.
    .OUTPUTS
    None
    .EXAMPLE
    Stop-RwMaintenance -Server EX01 -AutoActivationPolicy IntrasiteOnly -ActivationDisabled $false
    #>
    [CmdletBinding(SupportsShouldProcess, PositionalBinding = $false)]
    [OutputType([void])]
    param(
        [Parameter(Mandatory)] [string]$Server,
        [ValidateSet('Unrestricted', 'IntrasiteOnly', 'Blocked')] [string]$AutoActivationPolicy = 'Unrestricted',
        [bool]$ActivationDisabled = $false
    )
    if (-not $PSCmdlet.ShouldProcess($Server, 'Stop maintenance')) { return }
    try {
        Exit-RwComponent $Server 'ServerWideOffline'
        Exit-RwComponent $Server 'UMCallRouter'
        $settings = Get-MailboxServer -Identity $Server -ErrorAction Stop
        if (Get-RwGroupName $settings) {
            if ([string](Get-ClusterNode -Name $Server -Cluster $Server -ErrorAction Stop).State -eq 'Paused') { [void](Resume-ClusterNode -Name $Server -Cluster $Server -ErrorAction Stop) }
            if ([bool]$settings.DatabaseCopyActivationDisabledAndMoveNow -ne $ActivationDisabled) { Set-MailboxServer -Identity $Server -DatabaseCopyActivationDisabledAndMoveNow $ActivationDisabled -Confirm:$false -ErrorAction Stop }
            if ([string]$settings.DatabaseCopyAutoActivationPolicy -ne $AutoActivationPolicy) { Set-MailboxServer -Identity $Server -DatabaseCopyAutoActivationPolicy $AutoActivationPolicy -Confirm:$false -ErrorAction Stop }
        }
        Exit-RwComponent $Server 'HubTransport'
    } catch {
        $PSCmdlet.ThrowTerminatingError($_)
    }
}

function Exit-RwComponent([string]$Server, [string]$Component) {
    $own = Get-RwOwnState $Server $Component
    if ($null -ne $own -and $own -ne 'Active') {
        Set-RwComponent $Server $Component 'Active'
        if ($Component -eq 'HubTransport') { & $script:Api.RestartTransport $Server }
    }
    foreach ($found in Get-ServerComponentState -Identity $Server -ErrorAction Stop) {
        if ([string]$found.Component -ne $Component -or [string]$found.State -eq 'Active') { continue }
        $holders = @(foreach ($state in @($found.LocalStates) + @($found.RemoteStates)) { if ($null -ne $state -and [string]$state.State -ne 'Active') { [string]$state.Requester } }) | Select-Object -Unique
        if (@($holders).Count) { Write-Warning -Message "$Component of $Server stays $($found.State): $(@($holders) -join ', ') holds it so." }
    }
}
