# Licences, approvals and refusals of updates, and what the computers report about them.

function Get-RwUpdateLicence {
    <#
    .SYNOPSIS
    Shows the licence terms of an update and whether they were accepted.
    .DESCRIPTION
    Available: the text has been downloaded; before that it can be neither shown nor accepted.
    .PARAMETER ServerName
    The update server; without it the one on this computer.
    .PARAMETER PortNumber
    Its port; without it 8530, or 8531 with UseSsl. Only with ServerName.
    .PARAMETER UseSsl
    Whether it is reached over TLS. Only with ServerName.
    .PARAMETER UpdateId
    The update (a GUID).
    .OUTPUTS
    Runwright.UpdateLicence
    .EXAMPLE
    Get-RwUpdateLicence -UpdateId 0a5b3a50-9a6c-4c41-9d0c-2d0f5f6d5a11
    #>
    [CmdletBinding(PositionalBinding = $false)]
    [OutputType('Runwright.UpdateLicence')]
    param(
        [string]$ServerName,
        [ValidateRange(1, 65535)] [int]$PortNumber,
        [switch]$UseSsl,
        [Parameter(Mandatory)] [string]$UpdateId
    )
    Use-RwServer $PSCmdlet $PSBoundParameters {
        param($server)
        $update = Get-RwServerUpdate $server $UpdateId
        $licence = Get-RwLicence $update
        [pscustomobject]@{
            PSTypeName   = 'Runwright.UpdateLicence'
            UpdateId     = [string]$update.Id.UpdateId
            Required     = $licence.Required
            Available    = $licence.Available
            Accepted     = $licence.Accepted
            AcceptedBy   = $licence.AcceptedBy
            AcceptedDate = $licence.AcceptedDate
            Text         = $licence.Text
        }
    }
}

function Approve-RwUpdateLicence {
    <#
    .SYNOPSIS
    Accepts the licence terms of an update, which cannot be taken back.
    .DESCRIPTION
    An update with open licence terms can be approved only afterwards. The server's refusals are passed on: LicenceNone if there are no
    terms, LicenceNotDownloaded if their text is not there yet. Does nothing if they were accepted before.
    .PARAMETER ServerName
    The update server; without it the one on this computer.
    .PARAMETER PortNumber
    Its port; without it 8530, or 8531 with UseSsl. Only with ServerName.
    .PARAMETER UseSsl
    Whether it is reached over TLS. Only with ServerName.
    .PARAMETER UpdateId
    The update (a GUID).
    .OUTPUTS
    None
    .EXAMPLE
    Approve-RwUpdateLicence -UpdateId 0a5b3a50-9a6c-4c41-9d0c-2d0f5f6d5a11
    #>
    [CmdletBinding(SupportsShouldProcess, PositionalBinding = $false)]
    [OutputType([void])]
    param(
        [string]$ServerName,
        [ValidateRange(1, 65535)] [int]$PortNumber,
        [switch]$UseSsl,
        [Parameter(Mandatory)] [string]$UpdateId
    )
    Use-RwServer $PSCmdlet $PSBoundParameters {
        param($server)
        Assert-RwNoReplica $server
        $update = Get-RwServerUpdate $server $UpdateId
        if ((Get-RwLicence $update).Accepted) { return }
        if ($PSCmdlet.ShouldProcess($update.Title, 'Accept the licence terms')) { [void]$update.AcceptLicenseAgreement() }
    }
}

function Get-RwUpdateApproval {
    <#
    .SYNOPSIS
    Shows what is decided about an update for a target group.
    .DESCRIPTION
    Action is None if nothing was decided for this very group; what it inherits from the group above is not shown. State is Pending until
    the files are there, then Active.
    .PARAMETER ServerName
    The update server; without it the one on this computer.
    .PARAMETER PortNumber
    Its port; without it 8530, or 8531 with UseSsl. Only with ServerName.
    .PARAMETER UseSsl
    Whether it is reached over TLS. Only with ServerName.
    .PARAMETER UpdateId
    The update (a GUID).
    .PARAMETER TargetGroupName
    The group's name.
    .OUTPUTS
    Runwright.UpdateApproval
    .EXAMPLE
    Get-RwUpdateApproval -UpdateId 0a5b3a50-9a6c-4c41-9d0c-2d0f5f6d5a11 -TargetGroupName Pilot
    #>
    [CmdletBinding(PositionalBinding = $false)]
    [OutputType('Runwright.UpdateApproval')]
    param(
        [string]$ServerName,
        [ValidateRange(1, 65535)] [int]$PortNumber,
        [switch]$UseSsl,
        [Parameter(Mandatory)] [string]$UpdateId,
        [Parameter(Mandatory)] [string]$TargetGroupName
    )
    Use-RwServer $PSCmdlet $PSBoundParameters {
        param($server)
        $update = Get-RwServerUpdate $server $UpdateId
        $group = Get-RwServerGroup $server $TargetGroupName
        $approval = Get-RwNewest $update.GetUpdateApprovals($group)
        $there = $null -ne $approval
        [pscustomobject]@{
            PSTypeName        = 'Runwright.UpdateApproval'
            UpdateId          = [string]$update.Id.UpdateId
            TargetGroupName   = [string]$group.Name
            Action            = if ($there) { [string]$approval.Action } else { 'None' }
            Deadline          = if ($there) { ConvertTo-RwUtc $approval.Deadline } else { $null }
            State             = if ($there) { [string]$approval.State } else { $null }
            AdministratorName = if ($there) { [string]$approval.AdministratorName } else { $null }
        }
    }
}

function Get-RwNewest($Approvals) {
    $newest = $null
    foreach ($approval in $Approvals) { if ($null -eq $newest -or $approval.CreationDate -gt $newest.CreationDate) { $newest = $approval } }
    $newest
}

function Set-RwUpdateApproval {
    <#
    .SYNOPSIS
    Decides about an update for a target group.
    .DESCRIPTION
    None takes the decision for this group away, so that what is decided for the group above holds again. Open licence terms must be
    accepted before (error LicenceNotAccepted). An update that was installed stays installed unless Action is Uninstall.
    .PARAMETER ServerName
    The update server; without it the one on this computer.
    .PARAMETER PortNumber
    Its port; without it 8530, or 8531 with UseSsl. Only with ServerName.
    .PARAMETER UseSsl
    Whether it is reached over TLS. Only with ServerName.
    .PARAMETER UpdateId
    The update (a GUID).
    .PARAMETER TargetGroupName
    The group's name.
    .PARAMETER Action
    Install, Uninstall, NotApproved, or None.
    .PARAMETER Deadline
    Until when it is to be done, in UTC; null for none. If it is not given, a deadline that the same decision has is kept.
    .OUTPUTS
    None
    .EXAMPLE
    Set-RwUpdateApproval -UpdateId 0a5b3a50-9a6c-4c41-9d0c-2d0f5f6d5a11 -TargetGroupName Pilot -Action Install
    #>
    [CmdletBinding(SupportsShouldProcess, PositionalBinding = $false)]
    [OutputType([void])]
    param(
        [string]$ServerName,
        [ValidateRange(1, 65535)] [int]$PortNumber,
        [switch]$UseSsl,
        [Parameter(Mandatory)] [string]$UpdateId,
        [Parameter(Mandatory)] [string]$TargetGroupName,
        [Parameter(Mandatory)] [ValidateSet('Install', 'Uninstall', 'NotApproved', 'None')] [string]$Action,
        [AllowNull()] [Nullable[datetime]]$Deadline
    )
    $given = $PSBoundParameters
    Use-RwServer $PSCmdlet $PSBoundParameters {
        param($server)
        Assert-RwNoReplica $server
        $update = Get-RwServerUpdate $server $UpdateId
        $group = Get-RwServerGroup $server $TargetGroupName
        $before = @($update.GetUpdateApprovals($group))
        $newest = Get-RwNewest $before
        $same = $null -ne $newest -and [string]$newest.Action -eq $Action
        $until = if ($given.ContainsKey('Deadline')) { ConvertTo-RwUtc $Deadline } elseif ($same) { ConvertTo-RwUtc $newest.Deadline } else { $null }
        if ($null -ne $until -and @('Install', 'Uninstall') -notcontains $Action) { Stop-RwFunction "A deadline goes with Install and Uninstall only, got $Action." 'DeadlineNotAllowed' InvalidArgument $UpdateId }
        if ($same -and $until -eq (ConvertTo-RwUtc $newest.Deadline)) { return }
        if (-not $PSCmdlet.ShouldProcess("$($update.Title) for $($group.Name)", "Decide $Action")) { return }
        if ($Action -eq 'None') { foreach ($approval in $before) { [void]$approval.Delete() } }
        elseif ($null -eq $until) { [void]$update.Approve($Action, $group) }
        else { [void]$update.Approve($Action, $group, $until) }
    }
}

function Get-RwUpdateDecline {
    <#
    .SYNOPSIS
    Shows whether an update is declined, and what is decided about it for all groups.
    .DESCRIPTION
    Declining an update deletes its approvals, so they are shown here to be captured before.
    .PARAMETER ServerName
    The update server; without it the one on this computer.
    .PARAMETER PortNumber
    Its port; without it 8530, or 8531 with UseSsl. Only with ServerName.
    .PARAMETER UseSsl
    Whether it is reached over TLS. Only with ServerName.
    .PARAMETER UpdateId
    The update (a GUID).
    .OUTPUTS
    Runwright.UpdateDecline
    .EXAMPLE
    Get-RwUpdateDecline -UpdateId 0a5b3a50-9a6c-4c41-9d0c-2d0f5f6d5a11
    #>
    [CmdletBinding(PositionalBinding = $false)]
    [OutputType('Runwright.UpdateDecline')]
    param(
        [string]$ServerName,
        [ValidateRange(1, 65535)] [int]$PortNumber,
        [switch]$UseSsl,
        [Parameter(Mandatory)] [string]$UpdateId
    )
    Use-RwServer $PSCmdlet $PSBoundParameters {
        param($server)
        $update = Get-RwServerUpdate $server $UpdateId
        $approvals = foreach ($approval in $update.GetUpdateApprovals()) {
            [pscustomobject]@{ TargetGroupName = [string]$approval.GetComputerTargetGroup().Name; Action = [string]$approval.Action; Deadline = ConvertTo-RwUtc $approval.Deadline }
        }
        [pscustomobject]@{ PSTypeName = 'Runwright.UpdateDecline'; UpdateId = [string]$update.Id.UpdateId; IsDeclined = [bool]$update.IsDeclined; Approvals = @($approvals) }
    }
}

function Set-RwUpdateDecline {
    <#
    .SYNOPSIS
    Declines an update, or lifts that.
    .DESCRIPTION
    Declining deletes the update's approvals. Lifting it approves the update as NotApproved for all computers; approvals that it had
    before do not come back.
    .PARAMETER ServerName
    The update server; without it the one on this computer.
    .PARAMETER PortNumber
    Its port; without it 8530, or 8531 with UseSsl. Only with ServerName.
    .PARAMETER UseSsl
    Whether it is reached over TLS. Only with ServerName.
    .PARAMETER UpdateId
    The update (a GUID).
    .PARAMETER IsDeclined
    Whether it is to be declined.
    .OUTPUTS
    None
    .EXAMPLE
    Set-RwUpdateDecline -UpdateId 0a5b3a50-9a6c-4c41-9d0c-2d0f5f6d5a11 -IsDeclined $true
    #>
    [CmdletBinding(SupportsShouldProcess, PositionalBinding = $false)]
    [OutputType([void])]
    param(
        [string]$ServerName,
        [ValidateRange(1, 65535)] [int]$PortNumber,
        [switch]$UseSsl,
        [Parameter(Mandatory)] [string]$UpdateId,
        [Parameter(Mandatory)] [bool]$IsDeclined
    )
    Use-RwServer $PSCmdlet $PSBoundParameters {
        param($server)
        Assert-RwNoReplica $server
        $update = Get-RwServerUpdate $server $UpdateId
        if ($update.IsDeclined -eq $IsDeclined) { return }
        if ($IsDeclined) {
            if ($PSCmdlet.ShouldProcess($update.Title, 'Decline')) { [void]$update.Decline() }
        } else {
            $all = Get-RwServerGroup $server 'All Computers'
            if ($PSCmdlet.ShouldProcess($update.Title, 'Lift the decline')) { [void]$update.Approve('NotApproved', $all) }
        }
    }
}

function Get-RwDeploymentEvidence {
    <#
    .SYNOPSIS
    Shows how many computers of a target group have an update.
    .DESCRIPTION
    Counts are those of the computers' last reports, with the groups below. PercentInstalled is of the computers that the update may apply
    to: all but those that reported NotApplicable. One that has not reported counts as not installed. It is null if there is none.
    .PARAMETER ServerName
    The update server; without it the one on this computer.
    .PARAMETER PortNumber
    Its port; without it 8530, or 8531 with UseSsl. Only with ServerName.
    .PARAMETER UseSsl
    Whether it is reached over TLS. Only with ServerName.
    .PARAMETER UpdateId
    The update (a GUID).
    .PARAMETER TargetGroupName
    The group's name.
    .OUTPUTS
    Runwright.DeploymentEvidence
    .EXAMPLE
    Get-RwDeploymentEvidence -UpdateId 0a5b3a50-9a6c-4c41-9d0c-2d0f5f6d5a11 -TargetGroupName Pilot
    #>
    [CmdletBinding(PositionalBinding = $false)]
    [OutputType('Runwright.DeploymentEvidence')]
    param(
        [string]$ServerName,
        [ValidateRange(1, 65535)] [int]$PortNumber,
        [switch]$UseSsl,
        [Parameter(Mandatory)] [string]$UpdateId,
        [Parameter(Mandatory)] [string]$TargetGroupName
    )
    Use-RwServer $PSCmdlet $PSBoundParameters {
        param($server)
        $update = Get-RwServerUpdate $server $UpdateId
        $group = Get-RwServerGroup $server $TargetGroupName
        $scope = & $script:Api.Make 'ComputerTargetScope' @()
        [void]$scope.ComputerTargetGroups.Add($group)
        $scope.IncludeSubgroups = $true
        $summary = $update.GetSummary($scope)
        $done = [int]$summary.InstalledCount + [int]$summary.InstalledPendingRebootCount
        $applies = $done + [int]$summary.NotInstalledCount + [int]$summary.DownloadedCount + [int]$summary.FailedCount + [int]$summary.UnknownCount
        [pscustomobject]@{
            PSTypeName             = 'Runwright.DeploymentEvidence'
            UpdateId               = [string]$update.Id.UpdateId
            TargetGroupName        = [string]$group.Name
            Computers              = $applies + [int]$summary.NotApplicableCount
            Installed              = [int]$summary.InstalledCount
            InstalledPendingReboot = [int]$summary.InstalledPendingRebootCount
            NotInstalled           = [int]$summary.NotInstalledCount
            Downloaded             = [int]$summary.DownloadedCount
            Failed                 = [int]$summary.FailedCount
            Unknown                = [int]$summary.UnknownCount
            NotApplicable          = [int]$summary.NotApplicableCount
            PercentInstalled       = if ($applies -gt 0) { [Math]::Floor(1000.0 * $done / $applies) / 10 } else { $null }
        }
    }
}
