# Updates: which there are, and in which of five states each of them is.

function Get-RwUpdate {
    <#
    .SYNOPSIS
    Lists updates with the state that each of them is in.
    .DESCRIPTION
    State is New (nobody has decided yet), Approved, NotApproved (decided against, or declined), Updated (changed by a synchronization
    after it was decided) or TemporarilyUnavailable (approved, but its files or licence terms are not there). Offered and OfferedTo tell
    which groups are offered it now. Superseded and expired updates are left out unless asked for, and so is what an update's filters
    leave out; UpdateId shows the update in any case.
    .PARAMETER ServerName
    The update server; without it the one on this computer.
    .PARAMETER PortNumber
    Its port; without it 8530, or 8531 with UseSsl. Only with ServerName.
    .PARAMETER UseSsl
    Whether it is reached over TLS. Only with ServerName.
    .PARAMETER UpdateId
    Only this update (a GUID).
    .PARAMETER State
    Only updates in one of these states.
    .PARAMETER Classification
    Only updates of one of these classifications, by title.
    .PARAMETER MinimumSeverity
    Only updates of this severity or a higher one.
    .PARAMETER KnowledgeBase
    Only updates of one of these articles, with or without KB before the number.
    .PARAMETER Title
    Only updates with this text in their title.
    .PARAMETER Product
    Only updates of one of these products, by title.
    .PARAMETER MaximumAge
    Only updates that arrived in the last so many days.
    .PARAMETER ReviewedBefore
    When updates were reviewed last: an undecided one that arrived earlier counts as NotApproved, one that arrived later as New, a
    decided one with a later revision as Updated. Without it every undecided update is New.
    .PARAMETER IncludeSuperseded
    Also updates that others supersede.
    .OUTPUTS
    Runwright.Update
    .EXAMPLE
    Get-RwUpdate -State New -Classification 'Security Updates' -MinimumSeverity Important
    #>
    [CmdletBinding(PositionalBinding = $false)]
    [OutputType('Runwright.Update')]
    param(
        [string]$ServerName,
        [ValidateRange(1, 65535)] [int]$PortNumber,
        [switch]$UseSsl,
        [string]$UpdateId,
        [ValidateSet('New', 'Approved', 'NotApproved', 'Updated', 'TemporarilyUnavailable')] [string[]]$State,
        [string[]]$Classification,
        [ValidateSet('Unspecified', 'Low', 'Moderate', 'Important', 'Critical')] [string]$MinimumSeverity = 'Unspecified',
        [string[]]$KnowledgeBase,
        [string]$Title,
        [string[]]$Product,
        [ValidateRange(0, 36500)] [int]$MaximumAge,
        [Nullable[datetime]]$ReviewedBefore,
        [switch]$IncludeSuperseded
    )
    $given = $PSBoundParameters
    Use-RwServer $PSCmdlet $PSBoundParameters {
        param($server)
        $groups = @{}
        foreach ($group in $server.GetComputerTargetGroups()) { $groups[[string]$group.Id] = [string]$group.Name }
        $reviewed = ConvertTo-RwUtc $ReviewedBefore
        if ($given.ContainsKey('UpdateId')) { return ConvertTo-RwUpdate (Get-RwServerUpdate $server $UpdateId) $groups $reviewed }
        $scope = & $script:Api.Make 'UpdateScope' @()
        $scope.ApprovedStates = 'Any'
        if ($given.ContainsKey('MaximumAge')) { $scope.FromArrivalDate = (& $script:Api.Now).AddDays(-$MaximumAge) }
        if ($given.ContainsKey('Title')) { $scope.TextIncludes = $Title }
        $numbers = @($KnowledgeBase | ForEach-Object { ([string]$_) -replace '^KB', '' })
        foreach ($update in $server.GetUpdates($scope)) {
            if (-not $update.IsLatestRevision -or [string]$update.PublicationState -eq 'Expired') { continue }
            if ($update.IsSuperseded -and -not $IncludeSuperseded) { continue }
            if ((Get-RwSeverity $update.MsrcSeverity) -lt (Get-RwSeverity $MinimumSeverity)) { continue }
            if ($given.ContainsKey('Classification') -and $Classification -notcontains $update.UpdateClassificationTitle) { continue }
            if ($given.ContainsKey('KnowledgeBase') -and -not (Test-RwAny $update.KnowledgebaseArticles $numbers)) { continue }
            if ($given.ContainsKey('Product') -and -not (Test-RwAny $update.ProductTitles $Product)) { continue }
            if ($given.ContainsKey('Title') -and ([string]$update.Title).IndexOf($Title, [StringComparison]::OrdinalIgnoreCase) -lt 0) { continue }
            $shown = ConvertTo-RwUpdate $update $groups $reviewed
            if (-not $given.ContainsKey('State') -or $State -contains $shown.State) { $shown }
        }
    }
}

function Get-RwSeverity($Severity) {
    [Array]::IndexOf(@('Unspecified', 'Low', 'Moderate', 'Important', 'Critical'), [string]$Severity)
}

function Test-RwAny($Texts, [string[]]$Wanted) {
    foreach ($text in $Texts) { if ($Wanted -contains $text) { return $true } }
    $false
}

function ConvertTo-RwUpdate($Update, [hashtable]$Groups, $Reviewed) {
    $approvals = @($Update.GetUpdateApprovals())
    $offered = @($approvals | Where-Object { [string]$_.Action -eq 'Install' -and [string]$_.State -eq 'Active' } | ForEach-Object { $Groups[[string]$_.ComputerTargetGroupId] })
    $licence = Get-RwLicence $Update
    $behaviour = $Update.InstallationBehavior
    [pscustomobject]@{
        PSTypeName          = 'Runwright.Update'
        UpdateId            = [string]$Update.Id.UpdateId
        RevisionNumber      = [int]$Update.Id.RevisionNumber
        Title               = [string]$Update.Title
        KnowledgeBase       = @(foreach ($one in $Update.KnowledgebaseArticles) { [string]$one })
        Bulletins           = @(foreach ($one in $Update.SecurityBulletins) { [string]$one })
        Severity            = [string]$Update.MsrcSeverity
        Classification      = [string]$Update.UpdateClassificationTitle
        Products            = @(Get-RwSorted @($Update.ProductTitles))
        ArrivalDate         = ConvertTo-RwUtc $Update.ArrivalDate
        CreationDate        = ConvertTo-RwUtc $Update.CreationDate
        State               = Get-RwUpdateState $Update $approvals $Reviewed
        Offered             = $offered.Count -gt 0
        OfferedTo           = @(Get-RwSorted $offered)
        RequiresLicence     = $licence.Required
        LicenceAccepted     = $licence.Accepted
        ContentState        = [string]$Update.State
        IsDeclined          = [bool]$Update.IsDeclined
        IsSuperseded        = [bool]$Update.IsSuperseded
        IsExpired           = [string]$Update.PublicationState -eq 'Expired'
        IsInfrastructure    = [bool]$Update.IsWsusInfrastructureUpdate
        CanRequestUserInput = [bool]($null -ne $behaviour -and $behaviour.CanRequestUserInput)
        CanUninstall        = [bool]($null -ne $Update.UninstallationBehavior -and $Update.UninstallationBehavior.IsSupported)
        RebootBehavior      = if ($null -ne $behaviour) { [string]$behaviour.RebootBehavior } else { $null }
    }
}

# One of the five states. The order counts: declined is decided against whatever else is so; an approval that cannot be carried out
# comes before one that a synchronization has overtaken.
function Get-RwUpdateState($Update, $Approvals, $Reviewed) {
    if ($Update.IsDeclined) { return 'NotApproved' }
    $install = @($Approvals | Where-Object { [string]$_.Action -eq 'Install' })
    $pending = @($install | Where-Object { [string]$_.State -eq 'Pending' })
    $late = $null -ne $Reviewed -and (ConvertTo-RwUtc $Update.ArrivalDate) -gt $Reviewed
    if ($pending.Count -and @('NotReady', 'Failed', 'LicenseAgreementNotReady', 'LicenseAgreementFailed', 'InstallationImpossible') -contains [string]$Update.State) { return 'TemporarilyUnavailable' }
    if ($Update.HasEarlierRevision -and ($Update.HasStaleUpdateApprovals -or ($late -and $Approvals.Count))) { return 'Updated' }
    if ($install.Count) { return 'Approved' }
    if ($Approvals.Count -or ($null -ne $Reviewed -and -not $late)) { return 'NotApproved' }
    'New'
}

# What is known of an update's licence terms; the API throws where there are none.
function Get-RwLicence($Update) {
    $licence = @{ Required = $false; Available = $false; Accepted = $false; AcceptedBy = $null; AcceptedDate = $null; Text = $null }
    if (-not $Update.HasLicenseAgreement) { return $licence }
    $terms = try { $Update.GetLicenseAgreement() } catch { if ((Get-RwCause $_.Exception).GetType().Name -ne 'WsusObjectNotFoundException') { throw } }
    $accepted = $null -ne $terms -and [bool]$terms.IsAccepted
    $licence.Required = $accepted -or [bool]$Update.RequiresLicenseAgreementAcceptance
    $licence.Accepted = $accepted
    if ($null -eq $terms) { return $licence }
    $licence.Available = [string]$Update.State -notlike 'LicenseAgreement*' -and -not [string]::IsNullOrEmpty($terms.Text)
    $licence.Text = if ($licence.Available) { [string]$terms.Text } else { $null }
    if ($accepted) {
        $licence.AcceptedBy = [string]$terms.AdministratorName
        $licence.AcceptedDate = ConvertTo-RwUtc $terms.AcceptedDate
    }
    $licence
}

function Resume-RwUpdateDownload {
    <#
    .SYNOPSIS
    Downloads the files of an update again after the download failed or was cancelled.
    .DESCRIPTION
    Returns at once; Get-RwUpdate shows by ContentState how it goes on. Does nothing if the files are there.
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
    Resume-RwUpdateDownload -UpdateId 0a5b3a50-9a6c-4c41-9d0c-2d0f5f6d5a11
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
        $update = Get-RwServerUpdate $server $UpdateId
        if ([string]$update.State -eq 'Ready') { return }
        if ($PSCmdlet.ShouldProcess($update.Title, 'Resume the download')) { [void]$update.ResumeDownload() }
    }
}
