# Background transfers (BITS). They belong to a signed-on user of this very computer, so none of these functions goes to another one.

function Start-RwTransfer {
    <#
    .SYNOPSIS
    Starts the transfer of a file in the background.
    .DESCRIPTION
    Returns at once. The file appears at its destination only when the transfer is completed (Complete-RwTransfer). A transfer is known by
    its name: the error TransferExists is given if there is one of that name.
    .PARAMETER Source
    The file's address.
    .PARAMETER Destination
    The file's path here.
    .PARAMETER DisplayName
    The transfer's name.
    .OUTPUTS
    Runwright.Transfer
    .EXAMPLE
    Start-RwTransfer -Source https://download.example/x.cab -Destination C:\Packages\x.cab -DisplayName 'Runwright 17'
    #>
    [CmdletBinding(SupportsShouldProcess, PositionalBinding = $false)]
    [OutputType('Runwright.Transfer')]
    param(
        [Parameter(Mandatory)] [string]$Source,
        [Parameter(Mandatory)] [string]$Destination,
        [Parameter(Mandatory)] [string]$DisplayName
    )
    Use-RwComputer $PSCmdlet @{} {
        if (@(Find-RwTransfer '' $DisplayName).Count) { Stop-RwFunction "There is a transfer named '$DisplayName'." 'TransferExists' ResourceExists $DisplayName }
        if ($PSCmdlet.ShouldProcess($Source, 'Start the transfer')) { ConvertTo-RwTransfer (& $script:Api.Transfer $Source $Destination $DisplayName) }
    }
}

function Get-RwTransfer {
    <#
    .SYNOPSIS
    Shows transfers and how far they have come.
    .DESCRIPTION
    State is Queued, Connecting, Transferring, TransientError (it tries again by itself), Error, Transferred (to be completed), Suspended,
    Acknowledged or Cancelled. Gives nothing if there is no such transfer.
    .PARAMETER JobId
    Only the transfer of this id.
    .PARAMETER DisplayName
    Only transfers of this name.
    .OUTPUTS
    Runwright.Transfer
    .EXAMPLE
    Get-RwTransfer -DisplayName 'Runwright 17'
    #>
    [CmdletBinding(PositionalBinding = $false)]
    [OutputType('Runwright.Transfer')]
    param(
        [string]$JobId,
        [string]$DisplayName
    )
    Use-RwComputer $PSCmdlet @{} { foreach ($job in Find-RwTransfer $JobId $DisplayName) { ConvertTo-RwTransfer $job } }
}

function Find-RwTransfer([string]$JobId, [string]$DisplayName) {
    foreach ($job in & $script:Api.Transfers) {
        if (($JobId -eq '' -or [string]$job.JobId -eq $JobId) -and ($DisplayName -eq '' -or $job.DisplayName -eq $DisplayName)) { $job }
    }
}

function ConvertTo-RwTransfer($Job) {
    $text = [string]$Job.ErrorDescription
    [pscustomobject]@{
        PSTypeName       = 'Runwright.Transfer'
        JobId            = [string]$Job.JobId
        DisplayName      = [string]$Job.DisplayName
        State            = [string]$Job.JobState
        BytesTransferred = [long]$Job.BytesTransferred
        BytesTotal       = if ([decimal]$Job.BytesTotal -gt [long]::MaxValue) { $null } else { [long]$Job.BytesTotal }      # all bits set: not known yet
        ErrorText        = if ($text -ne '') { $text } else { $null }
    }
}

function Complete-RwTransfer {
    <#
    .SYNOPSIS
    Ends a transfer whose bytes are all there: the file appears at its destination.
    .DESCRIPTION
    The error TransferNotDone is given if they are not all there, TransferNotFound if there is no such transfer.
    .PARAMETER JobId
    The transfer's id.
    .OUTPUTS
    None
    .EXAMPLE
    Complete-RwTransfer -JobId 7b1c2d3e-0000-4000-8000-000000000001
    #>
    [CmdletBinding(SupportsShouldProcess, PositionalBinding = $false)]
    [OutputType([void])]
    param(
        [Parameter(Mandatory)] [string]$JobId
    )
    Use-RwComputer $PSCmdlet @{} {
        $jobs = @(Find-RwTransfer $JobId '')
        if ($jobs.Count -eq 0) { Stop-RwFunction "There is no transfer $JobId." 'TransferNotFound' ObjectNotFound $JobId }
        if ([string]$jobs[0].JobState -ne 'Transferred') { Stop-RwFunction "The transfer $JobId is in the state $($jobs[0].JobState); only one whose bytes are all there can be completed." 'TransferNotDone' ResourceUnavailable $JobId }
        if ($PSCmdlet.ShouldProcess($jobs[0].DisplayName, 'Complete the transfer')) { & $script:Api.Complete $jobs[0] }
    }
}

function Remove-RwTransfer {
    <#
    .SYNOPSIS
    Cancels transfers and deletes what they have transferred so far.
    .DESCRIPTION
    The error TransferNotFound is given if there is no such transfer. One of the two parameters must be given.
    .PARAMETER JobId
    The transfer of this id.
    .PARAMETER DisplayName
    The transfers of this name.
    .OUTPUTS
    None
    .EXAMPLE
    Remove-RwTransfer -DisplayName 'Runwright 17'
    #>
    [CmdletBinding(SupportsShouldProcess, PositionalBinding = $false)]
    [OutputType([void])]
    param(
        [string]$JobId,
        [string]$DisplayName
    )
    Use-RwComputer $PSCmdlet @{} {
        if ($JobId -eq '' -and $DisplayName -eq '') { Stop-RwFunction 'JobId or DisplayName must say which transfer is meant.' 'TransferNotNamed' InvalidArgument $null }
        $jobs = @(Find-RwTransfer $JobId $DisplayName)
        if ($jobs.Count -eq 0) { Stop-RwFunction "There is no transfer $JobId$DisplayName." 'TransferNotFound' ObjectNotFound "$JobId$DisplayName" }
        foreach ($job in $jobs) { if ($PSCmdlet.ShouldProcess($job.DisplayName, 'Cancel the transfer')) { & $script:Api.Cancel $job } }
    }
}
