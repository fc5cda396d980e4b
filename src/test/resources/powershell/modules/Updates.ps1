# Runwright.Updates with an update server that behaves like the API.
param([string]$Install)
. ([IO.Path]::Combine($PSScriptRoot, 'Cases.ps1'))
. ([IO.Path]::Combine($PSScriptRoot, 'FakeWsus.ps1'))
Import-Module ([IO.Path]::Combine($Install, 'scripts', 'modules', 'Runwright.Updates', 'Runwright.Updates.psd1'))

$one = '11111111-1111-4111-8111-111111111111'
$asked = @{}
$makes = @{
    UpdateRevisionId               = { param($a) [FakeRevisionId]::new($a[0]) }
    UpdateScope                    = { [FakeUpdateScope]::new() }
    ComputerTargetScope            = { [FakeComputerScope]::new() }
    UpdateCategoryCollection       = { , [Collections.ArrayList]::new() }
    UpdateClassificationCollection = { , [Collections.ArrayList]::new() }
}

# A new server behind the module.
function New-Server {
    $fake = [FakeServer]::new()
    $asked.Clear()
    Set-Api 'Runwright.Updates' @{
        Server = { param($Name, $Secure, $Port) $asked.Server = "$Name|$Secure|$Port"; $fake }.GetNewClosure()
        Make   = { param($Type, $Arguments) & $makes[$Type] $Arguments }.GetNewClosure()
        Now    = { [datetime]::new(2026, 8, 20, 0, 0, 0, [DateTimeKind]::Utc) }
    }
    $fake
}

# ---------------------------------------------------------------- connection

Case 'the server is asked for by name, port and TLS, in English' {
    $server = New-Server
    $null = Get-RwUpdateServer
    Assert-Equal '|False|8530' $asked.Server
    $null = Get-RwUpdateServer -ServerName wsus01 -UseSsl
    Assert-Equal 'wsus01|True|8531' $asked.Server
    $null = Get-RwUpdateServer -ServerName wsus01 -PortNumber 80
    Assert-Equal 'wsus01|False|80' $asked.Server
    Assert-Equal 'en' $server.PreferredCulture
}
Case 'a port without a server is refused' {
    $null = New-Server
    Assert-Fails 'ServerNameMissing' 'ServerName' { Get-RwUpdateServer -PortNumber 8530 }
}
Case 'a server that cannot be reached is a connection error with its sentence' {
    Set-Api 'Runwright.Updates' @{ Server = { throw [Net.WebException]::new('The remote name could not be resolved: wsus99') } }
    Assert-Fails 'ServerUnreachable' 'wsus99' { Get-RwSubscription -ServerName wsus99 }
    try { Get-RwSubscription -ServerName wsus99 } catch { Assert-Equal 'ConnectionError' ([string]$_.CategoryInfo.Category); Assert-Equal 'Get-RwSubscription' $_.CategoryInfo.Activity }
}

# ---------------------------------------------------------------- server

Case 'a server shows its settings with enumerations as text' {
    $null = New-Server
    $shown = Get-RwUpdateServer
    Assert-Has @{ Name = 'wsus01'; Version = '10.0.17763.5329'; ClientUrl = 'http://wsus01:8530'; SyncFromMicrosoftUpdate = $true; UpstreamServer = $null; UpstreamPort = $null; Languages = @('de', 'en'); TargetingMode = 'Server'; ConfigurationState = 'Ready'; AutoApprovalRules = @([pscustomobject]@{ Name = 'Definitions'; Enabled = $true }) } $shown
    Assert-Equal 'Runwright.UpdateServer' $shown.PSObject.TypeNames[0]
}
Case 'only given settings are changed, and saved once' {
    $server = New-Server
    Set-RwUpdateServer -SyncFromMicrosoftUpdate $false -UpstreamServer head -UpstreamPort 8531 -UpstreamUseSsl $true
    Assert-Equal 1 $server.Saves
    Assert-Has @{ SyncFromMicrosoftUpdate = $false; UpstreamWsusServerName = 'head'; UpstreamWsusServerPortNumber = 8531; UpstreamWsusServerUseSsl = $true; IsReplicaServer = $false; Languages = @('en', 'de') } ([pscustomobject]$server.SavedConfiguration)
    Assert-Has @{ UpstreamServer = 'head'; UpstreamPort = 8531; UpstreamUseSsl = $true } (Get-RwUpdateServer)
}
Case 'what was read before can be written back' {
    $server = New-Server
    Set-RwUpdateServer -SyncFromMicrosoftUpdate $true -UpstreamServer $null -UpstreamPort $null
    Assert-Equal $true $server.SavedConfiguration.SyncFromMicrosoftUpdate
}
Case 'languages are a collection, and all of them one word' {
    $server = New-Server
    Set-RwUpdateServer -Languages FR, en
    Assert-Equal @('en', 'fr') (Get-RwUpdateServer).Languages
    $server.ConfigurationState = 'Ready'
    Set-RwUpdateServer -Languages all
    Assert-Equal @('all') (Get-RwUpdateServer).Languages
}
Case 'a server that is still saving refuses' {
    $server = New-Server
    $server.ConfigurationState = 'ProcessingSave'
    Assert-Fails 'SettingsBusy' 'ProcessingSave' { Set-RwUpdateServer -Languages en }
    Assert-Equal 0 $server.Saves
}
Case 'with WhatIf nothing is saved' {
    $server = New-Server
    Set-RwUpdateServer -Languages fr -WhatIf
    Set-RwSubscription -NumberOfSynchronizationsPerDay 4 -WhatIf
    Start-RwSynchronization -WhatIf
    New-RwTargetGroup -Name Broad -WhatIf
    Assert-Equal 0 $server.Saves
    Assert-Equal $null $server.Started
    Assert-Equal 3 $server.Groups.Count
    Assert-Equal 1 (Get-RwSubscription).NumberOfSynchronizationsPerDay
}

# ---------------------------------------------------------------- setup

Case 'a role that was not set up yet is installed and not configured' {
    Set-Api 'Runwright.Updates' @{ Setup = { [pscustomobject]@{ PortNumber = 8530 } }; Services = { [pscustomobject]@{ Name = 'WsusService'; Status = [DayOfWeek]::Friday } } }
    Assert-Has @{ Installed = $true; Configured = $false; ContentDirectory = $null; PortNumber = 8530 } (Get-RwUpdateServerSetup)
}
Case 'nothing installed' {
    Set-Api 'Runwright.Updates' @{ Setup = { }; Services = { } }
    Assert-Has @{ Installed = $false; Configured = $false; Services = @() } (Get-RwUpdateServerSetup)
}
Case 'a role that was set up' {
    Set-Api 'Runwright.Updates' @{ Setup = { [pscustomobject]@{ ContentDir = 'D:\WSUS'; PortNumber = 8530; SqlServerName = 'MICROSOFT##WID'; SqlDatabaseName = 'SUSDB'; UsingSSL = 0 } }; Services = { } }
    Assert-Has @{ Installed = $true; Configured = $true; ContentDirectory = 'D:\WSUS'; UsingSsl = $false } (Get-RwUpdateServerSetup)
}

function Set-PostInstall([int]$Code, [string]$Output) {
    $asked.Clear()
    Set-Api 'Runwright.Updates' @{ PostInstaller = { 'wsusutil.exe' }; Run = { param($Path, $Line) $asked.Run = "$Path $Line"; @{ ExitCode = $Code; Output = $Output } }.GetNewClosure() }
}
Case 'postinstall is judged by its last line and its exit code' {
    Set-PostInstall 0 "Log file is located at C:\Temp\WSUS_PostInstall.log`r`nPost install is starting`r`nPost install has successfully completed`r`n"
    $result = Initialize-RwUpdateServer -ContentDirectory 'D:\My Updates\' -SqlInstance 'sql01\A'
    Assert-Equal 'wsusutil.exe postinstall "CONTENT_DIR=D:\My Updates\\" SQL_INSTANCE_NAME=sql01\A' $asked.Run
    Assert-Has @{ ExitCode = 0; Succeeded = $true; LogPath = 'C:\Temp\WSUS_PostInstall.log'; LastLine = 'Post install has successfully completed' } $result
}
Case 'postinstall that fails says why, with exit code 0 too' {
    Set-PostInstall 0 "Log file is located at C:\Temp\x.log`nPost install is starting`nFatal Error: Cannot open database"
    $streams = Get-Streams { Initialize-RwUpdateServer -ContentDirectory D:\WSUS @args }
    Assert-Has @{ Succeeded = $false; LastLine = 'Fatal Error: Cannot open database' } $streams.Output[0]
    Assert-Equal 'PostInstallFailed,Initialize-RwUpdateServer' $streams.Errors[0].FullyQualifiedErrorId
    Set-PostInstall 1 'Post install has successfully completed'
    Assert-Equal $false (Get-Streams { Initialize-RwUpdateServer -ContentDirectory D:\WSUS @args }).Output[0].Succeeded
}

# ---------------------------------------------------------------- subscription and synchronization

Case 'a subscription shows titles, sorted, and its time in UTC' {
    $null = New-Server
    Assert-Has @{ SynchronizeAutomatically = $false; TimeOfDay = '02:30'; NumberOfSynchronizationsPerDay = 1; Products = @('Windows Server 2019'); Classifications = @('Critical Updates', 'Security Updates'); NextSynchronization = $null } (Get-RwSubscription)
}
Case 'a subscription that nobody saves is not changed' {
    $server = New-Server
    $server.GetSubscription().NumberOfSynchronizationsPerDay = 12
    Assert-Equal 1 (Get-RwSubscription).NumberOfSynchronizationsPerDay
    Set-RwSubscription -NumberOfSynchronizationsPerDay 4 -SynchronizeAutomatically $true -TimeOfDay 23:05
    $after = Get-RwSubscription
    Assert-Has @{ NumberOfSynchronizationsPerDay = 4; SynchronizeAutomatically = $true; TimeOfDay = '23:05'; Products = @('Windows Server 2019') } $after
    Assert-Equal 'Utc' ([string]$after.NextSynchronization.Kind)
}
Case 'of a family and a product of one title the product is meant' {
    $server = New-Server
    Set-RwSubscription -Products Office, 'Windows Server 2019' -Classifications 'Security Updates'
    Assert-Equal @('Office', 'Windows Server 2019') (Get-RwSubscription).Products
    Assert-Equal 'Product' ([string]$server.Saved.Categories[0].Type)
    Assert-Equal @('Security Updates') (Get-RwSubscription).Classifications
    Set-RwSubscription -Products @()
    Assert-Equal @() (Get-RwSubscription).Products
}
Case 'an unknown product changes nothing at all' {
    $server = New-Server
    Assert-Fails 'ProductUnknown' 'Windows 3.11' { Set-RwSubscription -NumberOfSynchronizationsPerDay 9 -Products 'Windows Server 2019', 'Windows 3.11' }
    Assert-Equal 0 $server.Saves
}
Case 'below an upstream server products cannot be set' {
    $server = New-Server
    $server.Configuration = @{ ReplicaOrUpstream = $true }
    Assert-Fails 'UpstreamDecides' 'when syncing from upstream WSUS Server.' { Set-RwSubscription -Products Office }
}
Case 'times that are none are refused' {
    $null = New-Server
    foreach ($time in '24:00', '2:30', '02:30:00', '') { Assert-Fails 'ParameterArgumentValidationError' '' { Set-RwSubscription -TimeOfDay $time } }
}
Case 'a server that never synchronized shows 0 of 0 and no times' {
    $null = New-Server
    Assert-Has @{ Status = 'NotProcessing'; Phase = 'NotProcessing'; ProcessedItems = 0; TotalItems = 0; LastId = $null; LastResult = 'NeverRun'; LastStart = $null; LastEnd = $null; FirstDone = $false; UpdateErrors = @() } (Get-RwSynchronization)
}
Case 'a synchronization that runs shows its phase' {
    $server = New-Server
    $server.Status = 'Running'
    $server.Progress = [FakeProgress]@{ Phase = 'Categories'; ProcessedItems = 12; TotalItems = 340 }
    Assert-Has @{ Status = 'Running'; Phase = 'Categories'; ProcessedItems = 12; TotalItems = 340 } (Get-RwSynchronization)
}
Case 'one that failed shows its error by name, and that an earlier one succeeded' {
    $server = New-Server
    $failed = [FakeSynchronization]@{ Result = 'Failed'; Error = 'UssNotFound'; ErrorText = 'not found'; StartedManually = $true; UpdateErrors = @([FakeUpdateError]@{ UpdateId = [FakeRevisionId]::new([guid]$one); Error = 'ImportUpdateError'; ErrorText = 'bad' }) }
    $server.History = @($failed, [FakeSynchronization]::new())
    $shown = Get-RwSynchronization
    Assert-Has @{ LastResult = 'Failed'; LastError = 'UssNotFound'; LastErrorText = 'not found'; LastStartedManually = $true; FirstDone = $true; UpdateErrors = @([pscustomobject]@{ UpdateId = $one; Error = 'ImportUpdateError'; Text = 'bad' }) } $shown
    Assert-Equal ([string]$failed.Id) $shown.LastId
    Assert-Equal 'Utc' ([string]$shown.LastEnd.Kind)
}
Case 'a start names the one before; while one runs it is joined' {
    $server = New-Server
    $server.History = @([FakeSynchronization]::new())
    Assert-Has @{ Started = $true; PreviousId = [string]$server.History[0].Id } (Start-RwSynchronization)
    Assert-Equal 'all' $server.Started
    $server.Started = ''
    Assert-Has @{ Started = $false } (Start-RwSynchronization)
    Assert-Equal '' $server.Started
}
Case 'a start that the schedule forestalls joins' {
    $server = New-Server
    $server.OnStart = { param($fake) $fake.Status = 'Running'; throw [InvalidOperationException]::new('A synchronization is running.') }
    Assert-Has @{ Started = $false; PreviousId = $null } (Start-RwSynchronization -CategoriesOnly)
}
Case 'a start that fails for another reason fails' {
    $server = New-Server
    $server.OnStart = { throw [InvalidOperationException]::new('The database is gone.') }
    Assert-Fails 'ServerRefused' 'The database is gone.' { Start-RwSynchronization }
}
Case 'categories alone, and no start while one is being stopped' {
    $server = New-Server
    $null = Start-RwSynchronization -CategoriesOnly
    Assert-Equal 'categories' $server.Started
    Stop-RwSynchronization
    Assert-Equal 'Stopping' (Get-RwSynchronization).Status
    Assert-Fails 'SynchronizationStopping' 'stopped' { Start-RwSynchronization }
    $server.Status = 'NotProcessing'
    Stop-RwSynchronization
    Assert-Equal 'NotProcessing' ([string]$server.Status)
}
Case 'download progress: nothing to do is done, waiting files are not' {
    $server = New-Server
    Assert-Has @{ Done = $true; TotalBytes = 0 } (Get-RwContentProgress)
    $server.Download = @{ DownloadedBytes = 0L; TotalBytesToDownload = 0L; Needing = 3 }
    Assert-Has @{ Done = $false; UpdatesNeedingFiles = 3 } (Get-RwContentProgress)
    $server.Download = @{ DownloadedBytes = 5000000000L; TotalBytesToDownload = 6000000000L; Needing = 1 }
    Assert-Has @{ Done = $false; DownloadedBytes = 5000000000L } (Get-RwContentProgress)
}

# ---------------------------------------------------------------- updates and their five states

function Get-State([hashtable]$Values, [scriptblock]$Prepare, $Reviewed) {
    $server = New-Server
    $update = $server.Add($one, $Values)
    if ($Prepare) { $null = & $Prepare $update $server }
    $more = @{}
    if ($Reviewed) { $more.ReviewedBefore = $Reviewed }
    (Get-RwUpdate -UpdateId $one @more).State
}
Case 'New: nobody has decided' { Assert-Equal 'New' (Get-State @{}) }
Case 'New: it arrived after the review' { Assert-Equal 'New' (Get-State @{} $null ([datetime]'2026-08-01T00:00:00Z')) }
Case 'NotApproved: it was there at the review' { Assert-Equal 'NotApproved' (Get-State @{} $null ([datetime]'2026-08-19T00:00:00Z')) }
Case 'NotApproved: decided so' { Assert-Equal 'NotApproved' (Get-State @{} { param($u, $s) $u.Approve('NotApproved', $s.Group('Pilot')) }) }
Case 'NotApproved: declined, whatever else' { Assert-Equal 'NotApproved' (Get-State @{ HasEarlierRevision = $true; HasStaleUpdateApprovals = $true } { param($u, $s) $u.Decline() }) }
Case 'Approved' { Assert-Equal 'Approved' (Get-State @{} { param($u, $s) $u.Approve('Install', $s.Group('Pilot')) }) }
Case 'Updated: a later revision overtook the approval' { Assert-Equal 'Updated' (Get-State @{ HasEarlierRevision = $true; HasStaleUpdateApprovals = $true } { param($u, $s) $u.Approve('Install', $s.Group('Pilot')) }) }
Case 'Approved: an earlier revision alone changes nothing' { Assert-Equal 'Approved' (Get-State @{ HasEarlierRevision = $true } { param($u, $s) $u.Approve('Install', $s.Group('Pilot')) }) }
foreach ($state in 'NotReady', 'Failed', 'LicenseAgreementNotReady', 'LicenseAgreementFailed', 'InstallationImpossible') {
    Case "TemporarilyUnavailable: approved, but $state" { Assert-Equal 'TemporarilyUnavailable' (Get-State @{ State = $state } { param($u, $s) $u.Approve('Install', $s.Group('Pilot')) }) }
}
Case 'an update shows to whom it is offered, and that of an update without licence none is needed' {
    $server = New-Server
    $update = $server.Add($one, @{ InstallationBehavior = [FakeBehavior]@{ CanRequestUserInput = $true; RebootBehavior = 'AlwaysRequiresReboot' } })
    [void]$update.Approve('Install', $server.Group('Pilot'))
    Assert-Has @{ Offered = $true; OfferedTo = @('Pilot'); RequiresLicence = $false; LicenceAccepted = $false; ContentState = 'Ready'; Severity = 'Important'; KnowledgeBase = @('5031356'); RebootBehavior = 'AlwaysRequiresReboot'; CanRequestUserInput = $true; RevisionNumber = 201 } (Get-RwUpdate -UpdateId $one)
    $update.State = 'NotReady'
    [void]$update.Approve('Install', $server.Group('Pilot'))
    Assert-Has @{ Offered = $false; OfferedTo = @() } (Get-RwUpdate -UpdateId $one)
}
Case 'filters narrow the list; expired, superseded and older revisions are left out' {
    $server = New-Server
    [void]$server.Add($one, @{ Title = 'A'; MsrcSeverity = 'Critical'; KnowledgebaseArticles = @('1') })
    [void]$server.Add('22222222-2222-4222-8222-222222222222', @{ Title = 'B'; MsrcSeverity = 'Low'; KnowledgebaseArticles = @('2'); UpdateClassificationTitle = 'Critical Updates' })
    [void]$server.Add('33333333-3333-4333-8333-333333333333', @{ Title = 'C'; IsSuperseded = $true })
    [void]$server.Add('44444444-4444-4444-8444-444444444444', @{ Title = 'D'; PublicationState = 'Expired' })
    [void]$server.Add('55555555-5555-4555-8555-555555555555', @{ Title = 'E'; IsLatestRevision = $false })
    [void]$server.Add('66666666-6666-4666-8666-666666666666', @{ Title = 'F'; ArrivalDate = [datetime]'2020-01-01'; ProductTitles = @('Exchange Server 2019') })
    Assert-Equal @('A', 'B', 'F') @((Get-RwUpdate).Title)
    Assert-Equal @('A', 'B', 'C', 'F') @((Get-RwUpdate -IncludeSuperseded).Title)
    Assert-Equal @('A') @((Get-RwUpdate -MinimumSeverity Critical).Title)
    Assert-Equal @('B') @((Get-RwUpdate -Classification 'Critical Updates').Title)
    Assert-Equal @('A', 'B') @((Get-RwUpdate -KnowledgeBase KB1, 2).Title)
    Assert-Equal @('F') @((Get-RwUpdate -Product 'Exchange Server 2019').Title)
    Assert-Equal @('A', 'B') @((Get-RwUpdate -MaximumAge 30).Title)
    Assert-Equal @('B') @((Get-RwUpdate -Title b).Title)
    Assert-Equal @() @((Get-RwUpdate -State Approved) | ForEach-Object { $_.Title })
    Assert-Equal 'Any' ([string]$server.AskedScope.ApprovedStates)
}
Case 'an update that is not there, and an id that is none' {
    $null = New-Server
    Assert-Fails 'UpdateNotFound' 'The specified update cannot be found.' { Get-RwUpdate -UpdateId $one }
    Assert-Fails 'UpdateIdInvalid' 'KB5031356' { Get-RwUpdate -UpdateId KB5031356 }
}
Case 'a download that failed is resumed, one that is there is not' {
    $server = New-Server
    $update = $server.Add($one, @{ State = 'Failed' })
    Resume-RwUpdateDownload -UpdateId $one
    Assert-Equal 1 $update.Resumed
    $update.State = 'Ready'
    Resume-RwUpdateDownload -UpdateId $one
    Assert-Equal 1 $update.Resumed
}

# ---------------------------------------------------------------- licences

Case 'open licence terms come before the approval' {
    $server = New-Server
    $update = $server.Add($one, @{}).WithLicence('You may use it.')
    Assert-Has @{ Required = $true; Available = $true; Accepted = $false; Text = 'You may use it.'; AcceptedDate = $null } (Get-RwUpdateLicence -UpdateId $one)
    Assert-Fails 'LicenceNotAccepted' 'must be accepted before it can be deployed.' { Set-RwUpdateApproval -UpdateId $one -TargetGroupName Pilot -Action Install }
    Assert-Equal 0 $update.Approvals.Count
    Approve-RwUpdateLicence -UpdateId $one
    Assert-Has @{ Required = $true; Accepted = $true; AcceptedBy = 'CONTOSO\anna' } (Get-RwUpdateLicence -UpdateId $one)
    Assert-Has @{ RequiresLicence = $true; LicenceAccepted = $true } (Get-RwUpdate -UpdateId $one)
    Set-RwUpdateApproval -UpdateId $one -TargetGroupName Pilot -Action Install
    Assert-Equal 'Install' (Get-RwUpdateApproval -UpdateId $one -TargetGroupName Pilot).Action
}
Case 'no licence terms, and terms whose text is not there yet' {
    $server = New-Server
    $update = $server.Add($one, @{})
    Assert-Has @{ Required = $false; Available = $false; Text = $null } (Get-RwUpdateLicence -UpdateId $one)
    Assert-Fails 'LicenceNone' 'does not have associated' { Approve-RwUpdateLicence -UpdateId $one }
    $null = $update.WithLicence('')
    $update.State = 'LicenseAgreementNotReady'
    Assert-Has @{ Required = $true; Available = $false; Text = $null } (Get-RwUpdateLicence -UpdateId $one)
    Assert-Fails 'LicenceNotDownloaded' 'have not been completely downloaded' { Approve-RwUpdateLicence -UpdateId $one }
}

# ---------------------------------------------------------------- approvals

Case 'an approval is made with its deadline in UTC, and taken back to what was there' {
    $server = New-Server
    $update = $server.Add($one, @{})
    Assert-Has @{ Action = 'None'; Deadline = $null; State = $null } (Get-RwUpdateApproval -UpdateId $one -TargetGroupName Pilot)
    Set-RwUpdateApproval -UpdateId $one -TargetGroupName Pilot -Action Install -Deadline ([datetimeoffset]'2026-09-01T22:00:00+02:00').UtcDateTime
    $approval = Get-RwUpdateApproval -UpdateId $one -TargetGroupName Pilot
    Assert-Has @{ Action = 'Install'; State = 'Active'; AdministratorName = 'CONTOSO\anna' } $approval
    Assert-Equal '2026-09-01T20:00:00Z' ($approval.Deadline.ToString("yyyy-MM-dd'T'HH:mm:ssK"))
    Set-RwUpdateApproval -UpdateId $one -TargetGroupName Pilot -Action None
    Assert-Equal 0 $update.Approvals.Count
}
Case 'a deadline is kept if none is given, and removed by null' {
    $server = New-Server
    [void]$server.Add($one, @{})
    Set-RwUpdateApproval -UpdateId $one -TargetGroupName Pilot -Action Install -Deadline ([datetime]'2026-09-01T20:00:00Z')
    Set-RwUpdateApproval -UpdateId $one -TargetGroupName Pilot -Action Install
    if ($null -eq (Get-RwUpdateApproval -UpdateId $one -TargetGroupName Pilot).Deadline) { throw 'the deadline is gone' }
    Set-RwUpdateApproval -UpdateId $one -TargetGroupName Pilot -Action Install -Deadline $null
    Assert-Equal $null (Get-RwUpdateApproval -UpdateId $one -TargetGroupName Pilot).Deadline
}
Case 'a decision that is there already is not made again' {
    $server = New-Server
    $update = $server.Add($one, @{})
    Set-RwUpdateApproval -UpdateId $one -TargetGroupName Pilot -Action NotApproved
    $made = $update.Approvals[0].CreationDate
    Set-RwUpdateApproval -UpdateId $one -TargetGroupName Pilot -Action NotApproved
    Assert-Equal 1 $update.Approvals.Count
    Assert-Equal $made $update.Approvals[0].CreationDate
    Assert-Equal 3 ([int]$update.Approvals[0].Action)
}
Case 'deadlines that cannot be' {
    $server = New-Server
    [void]$server.Add($one, @{ InstallationBehavior = [FakeBehavior]@{ CanRequestUserInput = $true } })
    Assert-Fails 'DeadlineNotAllowed' 'requires user input' { Set-RwUpdateApproval -UpdateId $one -TargetGroupName Pilot -Action Install -Deadline ([datetime]'2026-09-01') }
    Assert-Fails 'DeadlineNotAllowed' 'NotApproved' { Set-RwUpdateApproval -UpdateId $one -TargetGroupName Pilot -Action NotApproved -Deadline ([datetime]'2026-09-01') }
}
Case 'refusals: group, expired, replica' {
    $server = New-Server
    $update = $server.Add($one, @{ PublicationState = 'Expired' })
    Assert-Fails 'TargetGroupNotFound' 'Nobody' { Set-RwUpdateApproval -UpdateId $one -TargetGroupName Nobody -Action Install }
    Assert-Fails 'UpdateExpired' 'expired by its publisher' { Set-RwUpdateApproval -UpdateId $one -TargetGroupName Pilot -Action Install }
    $server.SavedConfiguration.IsReplicaServer = $true
    Assert-Fails 'ReplicaServer' 'replica' { Set-RwUpdateApproval -UpdateId $one -TargetGroupName Pilot -Action Install }
    Assert-Fails 'ReplicaServer' 'replica' { Set-RwUpdateDecline -UpdateId $one -IsDeclined $true }
    Assert-Fails 'ReplicaServer' 'replica' { Approve-RwUpdateLicence -UpdateId $one }
    Assert-Fails 'ReplicaServer' 'replica' { New-RwTargetGroup -Name Broad }
    Assert-Equal 0 $update.Approvals.Count
}
Case 'a decline takes the approvals with it; lifting it decides NotApproved for all' {
    $server = New-Server
    $update = $server.Add($one, @{})
    [void]$update.Approve('Install', $server.Group('Pilot'))
    Assert-Has @{ IsDeclined = $false; Approvals = @([pscustomobject]@{ TargetGroupName = 'Pilot'; Action = 'Install'; Deadline = $null }) } (Get-RwUpdateDecline -UpdateId $one)
    Set-RwUpdateDecline -UpdateId $one -IsDeclined $true
    Assert-Has @{ IsDeclined = $true; Approvals = @() } (Get-RwUpdateDecline -UpdateId $one)
    Set-RwUpdateDecline -UpdateId $one -IsDeclined $false
    Assert-Has @{ IsDeclined = $false; Approvals = @([pscustomobject]@{ TargetGroupName = 'All Computers'; Action = 'NotApproved'; Deadline = $null }) } (Get-RwUpdateDecline -UpdateId $one)
}

# ---------------------------------------------------------------- groups and evidence

Case 'groups are made, found and removed' {
    $server = New-Server
    Assert-Equal @('All Computers', 'Unassigned Computers', 'Pilot') @((Get-RwTargetGroup).Name)
    Assert-Has @{ Name = 'Broad'; Computers = 0; Parent = 'All Computers' } (New-RwTargetGroup -Name Broad)
    Assert-Fails 'TargetGroupExists' 'A group with that name already exists.' { New-RwTargetGroup -Name Broad }
    Remove-RwTargetGroup -Name Broad
    Assert-Equal 0 @(Get-RwTargetGroup -Name Broad).Count
    Assert-Fails 'TargetGroupNotFound' 'Broad' { Remove-RwTargetGroup -Name Broad }
    Assert-Fails 'TargetGroupNameInvalid' 'a\b' { New-RwTargetGroup -Name 'a\b' }
}
Case 'a group with computers and the two built in stay' {
    $server = New-Server
    $server.Group('Pilot').Computers = @('pc1', 'pc2')
    Assert-Equal 2 (Get-RwTargetGroup -Name Pilot).Computers
    Assert-Fails 'TargetGroupInUse' '2 computers' { Remove-RwTargetGroup -Name Pilot }
    Assert-Fails 'TargetGroupBuiltIn' 'Unassigned' { Remove-RwTargetGroup -Name 'Unassigned Computers' }
}
Case 'evidence counts who has not reported as not installed, and who it does not apply to not at all' {
    $server = New-Server
    $update = $server.Add($one, @{ Summary = [FakeSummary]@{ InstalledCount = 17; InstalledPendingRebootCount = 2; FailedCount = 0; UnknownCount = 1; NotApplicableCount = 5 } })
    Assert-Has @{ Computers = 25; Installed = 17; InstalledPendingReboot = 2; Unknown = 1; NotApplicable = 5; PercentInstalled = 95.0 } (Get-RwDeploymentEvidence -UpdateId $one -TargetGroupName Pilot)
    Assert-Equal 'Pilot' $update.AskedScope.ComputerTargetGroups[0].Name
    $update.Summary = [FakeSummary]@{ NotApplicableCount = 5 }
    Assert-Has @{ Computers = 5; PercentInstalled = $null } (Get-RwDeploymentEvidence -UpdateId $one -TargetGroupName Pilot)
    $update.Summary = [FakeSummary]@{ InstalledCount = 1999; FailedCount = 1 }
    Assert-Equal 99.9 (Get-RwDeploymentEvidence -UpdateId $one -TargetGroupName Pilot).PercentInstalled
}
