# The way to the server and back: every function of the module calls it through Use-RwServer.

# What the API's sentences mean. The id of an error record must not depend on an exception's type alone: most are of one type.
$script:Sentences = @(
    @('must be accepted before', 'LicenceNotAccepted', 'InvalidOperation'),
    @('does not have associated Microsoft Software License Terms', 'LicenceNone', 'ObjectNotFound'),
    @('have not been completely downloaded', 'LicenceNotDownloaded', 'ResourceUnavailable'),
    @('expired by its publisher', 'UpdateExpired', 'InvalidOperation'),
    @('update that requires user input', 'DeadlineNotAllowed', 'InvalidArgument'),
    @('approved for the opposite action', 'ApprovalConflict', 'InvalidOperation'),
    @('is not valid for the specified computer target group', 'ApprovalNotValid', 'InvalidOperation'),
    @('target group for this deployment could not be found', 'TargetGroupNotFound', 'ObjectNotFound'),
    @('group with that name already exists', 'TargetGroupExists', 'ResourceExists'),
    @('specified update cannot be found', 'UpdateNotFound', 'ObjectNotFound'),
    @('replica server', 'ReplicaServer', 'InvalidOperation'),
    @('when syncing from upstream', 'UpstreamDecides', 'InvalidOperation')
)
$script:Exceptions = @{
    WsusObjectNotFoundException      = @('ObjectMissing', 'ObjectNotFound')
    WsusObjectAlreadyExistsException = @('ObjectExists', 'ResourceExists')
    UnauthorizedAccessException      = @('AccessDenied', 'PermissionDenied')
    SecurityException                = @('AccessDenied', 'SecurityError')
    WebException                     = @('ServerUnreachable', 'ConnectionError')
    SocketException                  = @('ServerUnreachable', 'ConnectionError')
    SqlException                     = @('DatabaseFailed', 'ResourceUnavailable')
}

# The record of an error: one that the module made itself, or one of the API with its sentence as it is.
function ConvertTo-RwServerError([Management.Automation.ErrorRecord]$Record, $Target) {
    if (Test-RwOwnError $Record) { return $Record }
    $cause = Get-RwCause $Record.Exception
    foreach ($row in $script:Sentences) {
        if ($cause.Message.Contains($row[0])) { return New-RwErrorRecord -Message $cause.Message -Id $row[1] -Category $row[2] -Target $Target -Cause $cause }
    }
    $known = $script:Exceptions[$cause.GetType().Name]
    if ($null -eq $known) { $known = @('ServerRefused', 'NotSpecified') }
    New-RwErrorRecord -Message $cause.Message -Id $known[0] -Category $known[1] -Target $Target -Cause $cause
}

# Runs $Do with the server that the caller's parameters name; whatever goes wrong ends the caller with one error record.
# A simple function on purpose: $PSCmdlet inside $Do is the caller's. Its own variables begin with rw, so as not to hide the caller's.
function Use-RwServer($Caller, $Bound, [scriptblock]$Do) {
    $rwName = [string]$Bound['ServerName']
    $rwSecure = [bool]$Bound['UseSsl']
    $rwPort = if ($Bound.ContainsKey('PortNumber')) { $Bound['PortNumber'] } elseif ($rwSecure) { 8531 } else { 8530 }
    try {
        if ($rwName -eq '' -and ($Bound.ContainsKey('PortNumber') -or $rwSecure)) { Stop-RwFunction 'PortNumber and UseSsl are of use only with ServerName.' 'ServerNameMissing' InvalidArgument $null }
        $rwServer = & $script:Api.Server $rwName $rwSecure $rwPort
        $rwServer.PreferredCulture = 'en'         # titles of products and classifications are names here
        & $Do $rwServer
    } catch {
        $Caller.ThrowTerminatingError((ConvertTo-RwServerError $_ $rwName))
    }
}

function Get-RwServerUpdate($Server, [string]$UpdateId) {
    $id = [guid]::Empty
    if (-not [guid]::TryParse($UpdateId, [ref]$id)) { Stop-RwFunction "The id of an update is a GUID, got '$UpdateId'." 'UpdateIdInvalid' InvalidArgument $UpdateId }
    $update = $Server.GetUpdate((& $script:Api.Make 'UpdateRevisionId' @($id)))
    if ($null -eq $update) { Stop-RwFunction 'The specified update cannot be found.' 'UpdateNotFound' ObjectNotFound $UpdateId }
    $update
}

function Get-RwServerGroup($Server, [string]$Name) {
    foreach ($group in $Server.GetComputerTargetGroups()) {
        if ($group.Name -eq $Name) { return $group }
    }
    Stop-RwFunction "There is no target group '$Name' on the update server." 'TargetGroupNotFound' ObjectNotFound $Name
}

# The server itself decides nothing as a replica; the API would say so only for some of the calls.
function Assert-RwNoReplica($Server) {
    if ($Server.GetConfiguration().IsReplicaServer) { Stop-RwFunction 'The update server is a replica server: approvals, licences and target groups come from its upstream server.' 'ReplicaServer' InvalidOperation $Server.Name }
}

# Texts in an order that does not depend on a culture.
function Get-RwSorted($Texts) {
    $sorted = [string[]]@($Texts | Where-Object { $null -ne $_ })
    [Array]::Sort($sorted, [StringComparer]::Ordinal)
    $sorted
}

function Get-RwTitles($Items) {
    $titles = foreach ($item in $Items) { [string]$item.Title }
    Get-RwSorted @($titles | Select-Object -Unique)
}
