# An update server as its API shows it: enumerations with their real numbers, setters that do nothing before Save, and the sentences
# of its refusals.
enum UpdateApprovalAction { Install = 0; Uninstall = 1; NotApproved = 3; All = 2147483647 }
enum UpdateApprovalState { Pending = 0; Active = 1 }
enum UpdateState { LicenseAgreementNotReady = 1; InstallationImpossible = 2; NotNeeded = 3; NotReady = 4; Ready = 5; Canceled = 6; Failed = 7; LicenseAgreementFailed = 8 }
enum MsrcSeverity { Unspecified = 0; Low = 1; Moderate = 2; Important = 3; Critical = 4 }
enum PublicationState { Published = 0; Expired = 1 }
enum RebootBehavior { NeverReboots = 0; AlwaysRequiresReboot = 1; CanRequestReboot = 2 }
enum ApprovedStates { LatestRevisionApproved = 1; HasStaleUpdateApprovals = 2; NotApproved = 4; Declined = 8; Any = -1 }
enum SynchronizationStatus { NotProcessing = 0; Running = 1; Stopping = 2 }
enum SynchronizationPhase { NotProcessing = 0; Updates = 1; Approvals = 2; Categories = 3 }
enum SynchronizationResult { NeverRun = 0; Succeeded = 1; Failed = 2; Canceled = 3; Unknown = 4 }
enum SynchronizationError { NotApplicable = 0; Unknown = 1; UssNotFound = 6; ImportUpdateError = 13 }
enum ConfigurationState { Ready = 0; ProcessingSave = 1; SynchronizationInProgress = 2 }
enum TargetingMode { Client = 0; Server = 1 }
enum CategoryType { Company = 0; ProductFamily = 1; Product = 2 }

class WsusObjectNotFoundException : Exception { WsusObjectNotFoundException([string]$Message) : base($Message) {} }
class WsusObjectAlreadyExistsException : Exception { WsusObjectAlreadyExistsException([string]$Message) : base($Message) {} }
class WsusInvalidDataException : Exception { WsusInvalidDataException([string]$Message) : base($Message) {} }

class FakeRevisionId { [guid]$UpdateId; [int]$RevisionNumber; FakeRevisionId([guid]$Id) { $this.UpdateId = $Id; $this.RevisionNumber = 201 } }
class FakeCategory { [string]$Title; [CategoryType]$Type = 'Product'; FakeCategory([string]$Title) { $this.Title = $Title } FakeCategory([string]$Title, [CategoryType]$Type) { $this.Title = $Title; $this.Type = $Type } }
class FakeClassification { [string]$Title; FakeClassification([string]$Title) { $this.Title = $Title } }
class FakeUpdateScope { [ApprovedStates]$ApprovedStates = 'LatestRevisionApproved'; [datetime]$FromArrivalDate; [string]$TextIncludes }
class FakeComputerScope { [Collections.ArrayList]$ComputerTargetGroups = @(); [bool]$IncludeSubgroups }
class FakeBehavior { [bool]$IsSupported; [RebootBehavior]$RebootBehavior = 'CanRequestReboot'; [bool]$CanRequestUserInput }
class FakeLicence { [string]$Text; [bool]$IsAccepted; [string]$AdministratorName; [datetime]$AcceptedDate = [datetime]::MinValue }
class FakeSummary { [int]$UnknownCount; [int]$NotApplicableCount; [int]$NotInstalledCount; [int]$DownloadedCount; [int]$InstalledCount; [int]$InstalledPendingRebootCount; [int]$FailedCount }

class FakeGroup {
    [guid]$Id = [guid]::NewGuid()
    [string]$Name
    [object]$Parent
    [object[]]$Computers = @()
    [object]$Server
    [object] GetParentTargetGroup() { return $this.Parent }
    [object[]] GetComputerTargets([bool]$IncludeSubgroups) { return $this.Computers }
    [void] Delete() { $this.Server.Groups.Remove($this) }
}

class FakeApproval {
    [datetime]$CreationDate
    [UpdateApprovalAction]$Action
    [datetime]$Deadline = [datetime]::MaxValue
    [UpdateApprovalState]$State = 'Active'
    [string]$AdministratorName = 'CONTOSO\anna'
    [guid]$ComputerTargetGroupId
    [object]$Group
    [object]$Update
    [object] GetComputerTargetGroup() { return $this.Group }
    [void] Delete() { $this.Update.Approvals.Remove($this) }
}

class FakeUpdate {
    [FakeRevisionId]$Id
    [string]$Title = 'Security Update'
    [Collections.Specialized.StringCollection]$KnowledgebaseArticles = @('5031356')
    [Collections.Specialized.StringCollection]$SecurityBulletins = @()
    [Collections.Specialized.StringCollection]$ProductTitles = @('Windows Server 2019')
    [MsrcSeverity]$MsrcSeverity = 'Important'
    [string]$UpdateClassificationTitle = 'Security Updates'
    [datetime]$ArrivalDate = [datetime]::new(2026, 8, 12, 4, 0, 0)
    [datetime]$CreationDate = [datetime]::new(2026, 8, 11, 17, 0, 0)
    [UpdateState]$State = 'Ready'
    [PublicationState]$PublicationState = 'Published'
    [bool]$IsDeclined
    [bool]$IsSuperseded
    [bool]$IsLatestRevision = $true
    [bool]$HasEarlierRevision
    [bool]$HasStaleUpdateApprovals
    [bool]$IsWsusInfrastructureUpdate
    [FakeBehavior]$InstallationBehavior = [FakeBehavior]::new()
    [FakeBehavior]$UninstallationBehavior = [FakeBehavior]::new()
    [FakeLicence]$Licence
    [bool]$HasLicenseAgreement
    [bool]$RequiresLicenseAgreementAcceptance
    [Collections.ArrayList]$Approvals = @()
    [FakeSummary]$Summary = [FakeSummary]::new()
    [object]$AskedScope
    [int]$Resumed
    static [int]$Clock = 0
    FakeUpdate([string]$Id) { $this.Id = [FakeRevisionId]::new([guid]$Id) }

    [FakeUpdate] WithLicence([string]$Text) {
        $this.Licence = [FakeLicence]@{ Text = $Text }
        $this.HasLicenseAgreement = $true
        $this.RequiresLicenseAgreementAcceptance = $true
        return $this
    }
    [object] GetLicenseAgreement() {
        if ($null -eq $this.Licence) { throw [WsusObjectNotFoundException]::new('This update does not have associated Microsoft Software License Terms.') }
        return $this.Licence
    }
    [void] AcceptLicenseAgreement() {
        if ($null -eq $this.Licence) { throw [WsusObjectNotFoundException]::new('This update does not have associated Microsoft Software License Terms.') }
        if ($this.State -eq [UpdateState]::LicenseAgreementNotReady) { throw [InvalidOperationException]::new('The Microsoft Software License Terms have not been completely downloaded and cannot be accepted.') }
        $this.Licence.IsAccepted = $true
        $this.Licence.AdministratorName = 'CONTOSO\anna'
        $this.Licence.AcceptedDate = [datetime]::new(2026, 8, 13, 9, 0, 0)
        $this.RequiresLicenseAgreementAcceptance = $false
    }
    [object[]] GetUpdateApprovals() { return @($this.Approvals) }
    [object[]] GetUpdateApprovals([FakeGroup]$Group) { return @($this.Approvals | Where-Object { $_.ComputerTargetGroupId -eq $Group.Id }) }
    [object] Approve([UpdateApprovalAction]$Action, [FakeGroup]$Group) { return $this.Approve($Action, $Group, [datetime]::MaxValue) }
    [object] Approve([UpdateApprovalAction]$Action, [FakeGroup]$Group, [datetime]$Deadline) {
        if ($this.PublicationState -eq [PublicationState]::Expired) { throw [InvalidOperationException]::new('The specified update cannot be used because it has been expired by its publisher.') }
        if ($null -ne $this.Licence -and -not $this.Licence.IsAccepted) { throw [InvalidOperationException]::new('This Update has Microsoft Software License Terms that must be accepted before it can be deployed.') }
        if ($Deadline -ne [datetime]::MaxValue -and $this.InstallationBehavior.CanRequestUserInput) { throw [InvalidOperationException]::new('A deadline cannot be applied to an update that requires user input.') }
        foreach ($old in @($this.GetUpdateApprovals($Group))) { $this.Approvals.Remove($old) }
        $approval = [FakeApproval]@{ Action = $Action; Deadline = $Deadline; ComputerTargetGroupId = $Group.Id; Group = $Group; Update = $this; CreationDate = [datetime]::new(2026, 8, 14).AddMinutes([FakeUpdate]::Clock++) }
        if ($Action -eq [UpdateApprovalAction]::Install -and $this.State -ne [UpdateState]::Ready) { $approval.State = 'Pending' }
        $this.IsDeclined = $false
        [void]$this.Approvals.Add($approval)
        return $approval
    }
    [void] Decline() { $this.IsDeclined = $true; $this.Approvals.Clear() }
    [object] GetSummary([FakeComputerScope]$Scope) { $this.AskedScope = $Scope; return $this.Summary }
    [void] ResumeDownload() { $this.Resumed++; $this.State = 'NotReady' }
}

class FakeProgress { [int]$TotalItems; [int]$ProcessedItems; [SynchronizationPhase]$Phase = 'NotProcessing' }
class FakeUpdateError { [FakeRevisionId]$UpdateId; [SynchronizationError]$Error; [string]$ErrorText }
class FakeSynchronization {
    [guid]$Id = [guid]::NewGuid()
    [datetime]$StartTime = [datetime]::new(2026, 8, 14, 2, 0, 0)
    [datetime]$EndTime = [datetime]::new(2026, 8, 14, 2, 40, 0)
    [bool]$StartedManually
    [SynchronizationResult]$Result = 'Succeeded'
    [SynchronizationError]$Error = 'NotApplicable'
    [string]$ErrorText
    [object[]]$UpdateErrors = @()
}

# What is set on it is kept by the server only when it is saved.
class FakeSubscription {
    [object]$Server
    [bool]$SynchronizeAutomatically
    [timespan]$SynchronizeAutomaticallyTimeOfDay
    [int]$NumberOfSynchronizationsPerDay
    [object[]]$Categories
    [object[]]$Classifications
    [datetime]$LastModifiedTime = [datetime]::new(2026, 8, 1, 8, 0, 0)
    [string]$LastModifiedBy = 'CONTOSO\anna'
    FakeSubscription([object]$Server, [hashtable]$Saved) { $this.Server = $Server; foreach ($name in $Saved.Keys) { $this.$name = $Saved[$name] } }
    [object[]] GetUpdateCategories() { return $this.Categories }
    [object[]] GetUpdateClassifications() { return $this.Classifications }
    [void] SetUpdateCategories([Collections.ArrayList]$Categories) { $this.Categories = $Categories.ToArray() }
    [void] SetUpdateClassifications([Collections.ArrayList]$Classifications) { $this.Classifications = $Classifications.ToArray() }
    [datetime] GetNextSynchronizationTime() { return [datetime]::new(2026, 8, 15, 2, 30, 0) }
    [SynchronizationStatus] GetSynchronizationStatus() { return $this.Server.Status }
    [FakeProgress] GetSynchronizationProgress() { return $this.Server.Progress }
    [object] GetLastSynchronizationInfo() { if ($this.Server.History.Count) { return $this.Server.History[0] } else { return [FakeSynchronization]@{ Result = 'NeverRun'; Id = [guid]::Empty } } }
    [object[]] GetSynchronizationHistory() { return $this.Server.History }
    [void] StartSynchronization() { $this.Server.Start('all') }
    [void] StartSynchronizationForCategoryOnly() { $this.Server.Start('categories') }
    [void] StopSynchronization() { $this.Server.Status = 'Stopping' }
    [void] Save() {
        if ($this.Server.Configuration.ReplicaOrUpstream) { throw [InvalidOperationException]::new('Cannot set update classifications or categories on subscription when syncing from upstream WSUS Server.') }
        foreach ($name in @($this.Server.Saved.Keys)) { $this.Server.Saved[$name] = $this.$name }
        $this.Server.Saves++
    }
}

class FakeConfiguration {
    [object]$Server
    [bool]$ReplicaOrUpstream
    [bool]$SyncFromMicrosoftUpdate
    [string]$UpstreamWsusServerName
    [int]$UpstreamWsusServerPortNumber
    [bool]$UpstreamWsusServerUseSsl
    [bool]$IsReplicaServer
    [bool]$AllUpdateLanguagesEnabled
    [TargetingMode]$TargetingMode = 'Server'
    [bool]$AutoRefreshUpdateApprovals = $true
    [string[]]$Languages
    FakeConfiguration([object]$Server, [hashtable]$Saved) { $this.Server = $Server; foreach ($name in $Saved.Keys) { $this.$name = $Saved[$name] } }
    [Collections.Specialized.StringCollection] GetEnabledUpdateLanguages() { $all = [Collections.Specialized.StringCollection]::new(); $all.AddRange($this.Languages); return $all }
    [void] SetEnabledUpdateLanguages([Collections.Specialized.StringCollection]$Languages) { $this.Languages = @($Languages) }
    [ConfigurationState] GetUpdateServerConfigurationState() { return $this.Server.ConfigurationState }
    [void] Save() { foreach ($name in @($this.Server.SavedConfiguration.Keys)) { $this.Server.SavedConfiguration[$name] = $this.$name }; $this.Server.ConfigurationState = 'ProcessingSave'; $this.Server.Saves++ }
}

class FakeServer {
    [string]$Name = 'wsus01'
    [version]$Version = '10.0.17763.5329'
    [int]$PortNumber = 8530
    [bool]$IsConnectionSecureForApiRemoting
    [string]$PreferredCulture
    [Collections.ArrayList]$Groups = @()
    [Collections.ArrayList]$Updates = @()
    [object]$AskedScope
    [object[]]$Rules = @([pscustomobject]@{ Name = 'Definitions'; Enabled = $true })
    [SynchronizationStatus]$Status = 'NotProcessing'
    [FakeProgress]$Progress = [FakeProgress]::new()
    [FakeSynchronization[]]$History = @()
    [string]$Started
    [scriptblock]$OnStart
    [int]$Saves
    [ConfigurationState]$ConfigurationState = 'Ready'
    [object]$Configuration = @{ ReplicaOrUpstream = $false }
    [object[]]$Categories = @([FakeCategory]::new('Windows', 'ProductFamily'), [FakeCategory]::new('Windows Server 2019'), [FakeCategory]::new('Office', 'ProductFamily'), [FakeCategory]::new('Office', 'Product'))
    [object[]]$Classifications = @([FakeClassification]::new('Security Updates'), [FakeClassification]::new('Critical Updates'))
    [hashtable]$Saved
    [hashtable]$SavedConfiguration = @{ SyncFromMicrosoftUpdate = $true; UpstreamWsusServerName = ''; UpstreamWsusServerPortNumber = 0; UpstreamWsusServerUseSsl = $false; IsReplicaServer = $false; AllUpdateLanguagesEnabled = $false; Languages = @('en', 'de') }
    [hashtable]$Download = @{ DownloadedBytes = 0L; TotalBytesToDownload = 0L; Needing = 0 }
    FakeServer() {
        $this.Saved = @{ SynchronizeAutomatically = $false; SynchronizeAutomaticallyTimeOfDay = [timespan]'02:30'; NumberOfSynchronizationsPerDay = 1; Categories = @($this.Categories[1]); Classifications = @($this.Classifications[1], $this.Classifications[0]) }
        $all = $this.AddGroup('All Computers', $null)
        [void]$this.AddGroup('Unassigned Computers', $all)
        [void]$this.AddGroup('Pilot', $all)
    }
    [FakeGroup] AddGroup([string]$Name, [object]$Parent) { $group = [FakeGroup]@{ Name = $Name; Parent = $Parent; Server = $this }; [void]$this.Groups.Add($group); return $group }
    [FakeGroup] Group([string]$Name) { return $this.Groups | Where-Object { $_.Name -eq $Name } }
    [FakeUpdate] Add([string]$Id, [hashtable]$Values) { $update = [FakeUpdate]::new($Id); foreach ($key in $Values.Keys) { $update.$key = $Values[$key] }; [void]$this.Updates.Add($update); return $update }
    [void] Start([string]$What) {
        if ($null -ne $this.OnStart) { & $this.OnStart $this }
        $this.Started = $What
        $this.Status = 'Running'
    }
    [object] GetSubscription() { return [FakeSubscription]::new($this, $this.Saved) }
    [object] GetConfiguration() { return [FakeConfiguration]::new($this, $this.SavedConfiguration) }
    [object[]] GetInstallApprovalRules() { return $this.Rules }
    [object] GetContentDownloadProgress() { return $this.Download }
    [object] GetStatus() { return @{ UpdatesNeedingFilesCount = $this.Download.Needing } }
    [object[]] GetUpdateCategories() { return $this.Categories }
    [object[]] GetUpdateClassifications() { return $this.Classifications }
    [object[]] GetComputerTargetGroups() { return @($this.Groups) }
    [bool] IsValidComputerTargetGroupName([string]$Name) { return $Name.Length -le 256 -and $Name -notmatch '[\\/]' }
    [object] CreateComputerTargetGroup([string]$Name) {
        if ($this.Group($Name)) { throw [WsusObjectAlreadyExistsException]::new('A group with that name already exists.') }
        return $this.AddGroup($Name, $this.Groups[0])
    }
    [object] GetUpdate([FakeRevisionId]$Id) {
        foreach ($update in $this.Updates) { if ($update.Id.UpdateId -eq $Id.UpdateId) { return $update } }
        throw [WsusObjectNotFoundException]::new('The specified update cannot be found.')
    }
    [object[]] GetUpdates([FakeUpdateScope]$Scope) { $this.AskedScope = $Scope; return @($this.Updates | Where-Object { $_.ArrivalDate -ge $Scope.FromArrivalDate }) }
}
