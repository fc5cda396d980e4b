# Groups of computers that updates are approved for.

function Get-RwTargetGroup {
    <#
    .SYNOPSIS
    Lists target groups.
    .DESCRIPTION
    Computers counts the group's own computers, without those of the groups below. Gives nothing if Name names no group.
    .PARAMETER ServerName
    The update server; without it the one on this computer.
    .PARAMETER PortNumber
    Its port; without it 8530, or 8531 with UseSsl. Only with ServerName.
    .PARAMETER UseSsl
    Whether it is reached over TLS. Only with ServerName.
    .PARAMETER Name
    Only the group of this name.
    .OUTPUTS
    Runwright.TargetGroup
    .EXAMPLE
    Get-RwTargetGroup -Name Pilot
    #>
    [CmdletBinding(PositionalBinding = $false)]
    [OutputType('Runwright.TargetGroup')]
    param(
        [string]$ServerName,
        [ValidateRange(1, 65535)] [int]$PortNumber,
        [switch]$UseSsl,
        [string]$Name
    )
    $given = $PSBoundParameters
    Use-RwServer $PSCmdlet $PSBoundParameters {
        param($server)
        foreach ($group in $server.GetComputerTargetGroups()) {
            if (-not $given.ContainsKey('Name') -or $group.Name -eq $Name) { ConvertTo-RwTargetGroup $group }
        }
    }
}

function ConvertTo-RwTargetGroup($Group) {
    $parent = if ($Group.Name -ne 'All Computers') { $Group.GetParentTargetGroup() } else { $null }
    [pscustomobject]@{
        PSTypeName = 'Runwright.TargetGroup'
        Id         = [string]$Group.Id
        Name       = [string]$Group.Name
        Computers  = @($Group.GetComputerTargets($false)).Count
        Parent     = if ($null -ne $parent) { [string]$parent.Name } else { $null }
    }
}

function New-RwTargetGroup {
    <#
    .SYNOPSIS
    Makes a target group below All Computers.
    .DESCRIPTION
    The error TargetGroupExists is given if there is one of that name, TargetGroupNameInvalid if the server does not take the name.
    .PARAMETER ServerName
    The update server; without it the one on this computer.
    .PARAMETER PortNumber
    Its port; without it 8530, or 8531 with UseSsl. Only with ServerName.
    .PARAMETER UseSsl
    Whether it is reached over TLS. Only with ServerName.
    .PARAMETER Name
    The new group's name.
    .OUTPUTS
    Runwright.TargetGroup
    .EXAMPLE
    New-RwTargetGroup -Name Pilot
    #>
    [CmdletBinding(SupportsShouldProcess, PositionalBinding = $false)]
    [OutputType('Runwright.TargetGroup')]
    param(
        [string]$ServerName,
        [ValidateRange(1, 65535)] [int]$PortNumber,
        [switch]$UseSsl,
        [Parameter(Mandatory)] [string]$Name
    )
    Use-RwServer $PSCmdlet $PSBoundParameters {
        param($server)
        Assert-RwNoReplica $server
        if (-not $server.IsValidComputerTargetGroupName($Name)) { Stop-RwFunction "'$Name' cannot be the name of a target group." 'TargetGroupNameInvalid' InvalidArgument $Name }
        if ($PSCmdlet.ShouldProcess($Name, 'Make the target group')) { ConvertTo-RwTargetGroup $server.CreateComputerTargetGroup($Name) }
    }
}

function Remove-RwTargetGroup {
    <#
    .SYNOPSIS
    Removes a target group that has no computers.
    .DESCRIPTION
    The approvals for it go with it. A group with computers is refused (TargetGroupInUse), and so are the two that the server has by
    itself (TargetGroupBuiltIn).
    .PARAMETER ServerName
    The update server; without it the one on this computer.
    .PARAMETER PortNumber
    Its port; without it 8530, or 8531 with UseSsl. Only with ServerName.
    .PARAMETER UseSsl
    Whether it is reached over TLS. Only with ServerName.
    .PARAMETER Name
    The group's name.
    .OUTPUTS
    None
    .EXAMPLE
    Remove-RwTargetGroup -Name Pilot
    #>
    [CmdletBinding(SupportsShouldProcess, PositionalBinding = $false)]
    [OutputType([void])]
    param(
        [string]$ServerName,
        [ValidateRange(1, 65535)] [int]$PortNumber,
        [switch]$UseSsl,
        [Parameter(Mandatory)] [string]$Name
    )
    Use-RwServer $PSCmdlet $PSBoundParameters {
        param($server)
        Assert-RwNoReplica $server
        $group = Get-RwServerGroup $server $Name
        if (@('All Computers', 'Unassigned Computers') -contains $group.Name) { Stop-RwFunction "The target group '$($group.Name)' is the server's own and cannot be removed." 'TargetGroupBuiltIn' InvalidOperation $Name }
        $computers = @($group.GetComputerTargets($true)).Count
        if ($computers -gt 0) { Stop-RwFunction "The target group '$($group.Name)' still has $computers computers." 'TargetGroupInUse' ResourceBusy $Name }
        if ($PSCmdlet.ShouldProcess($Name, 'Remove the target group')) { [void]$group.Delete() }
    }
}
