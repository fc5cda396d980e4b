# Runwright.Scan with an update agent that behaves like the COM objects.
param([string]$Install)
. ([IO.Path]::Combine($PSScriptRoot, 'Cases.ps1'))
Import-Module ([IO.Path]::Combine($Install, 'scripts', 'modules', 'Runwright.Scan', 'Runwright.Scan.psd1'))

enum ResultCode { NotStarted = 0; InProgress = 1; Succeeded = 2; SucceededWithErrors = 3; Failed = 4; Aborted = 5 }

class FakeAgentError : Runtime.InteropServices.COMException { FakeAgentError([string]$Message, [int]$Code) : base($Message, $Code) {} }

class FakeService { [string]$ServiceID = 'svc-1'; [datetime]$IssueDate = [datetime]::new(2026, 8, 11) }

class FakeManager {
    [Collections.ArrayList]$Services = @()
    [object]$AddError
    [object]$RemoveError
    [string]$Asked
    [object] AddScanPackageService([string]$Name, [string]$Path, [int]$Flags) {
        $this.Asked = "$Name|$Path|$Flags"
        if ($null -ne $this.AddError) { throw $this.AddError }
        [void]$this.Services.Add('svc-1')
        return [FakeService]::new()
    }
    [void] RemoveService([string]$Id) {
        if ($null -ne $this.RemoveError) { throw $this.RemoveError }
        $this.Services.Remove($Id)
    }
}

class FakeSearcher {
    [int]$ServerSelection
    [string]$ServiceID
    [object]$Result
    [object]$Failure
    [string]$Criteria
    [object] Search([string]$Criteria) {
        $this.Criteria = $Criteria
        if ($null -ne $this.Failure) { throw $this.Failure }
        return $this.Result
    }
}

class FakeSession {
    [string]$ClientApplicationID
    [FakeSearcher]$Searcher = [FakeSearcher]::new()
    [object] CreateUpdateSearcher() { return $this.Searcher }
}

function New-Update([string]$Severity, [hashtable]$More = @{}) {
    $update = @{
        Identity = [pscustomobject]@{ UpdateID = 'u1'; RevisionNumber = 1 }; Title = 'Security Update'; KBArticleIDs = @('5031356'); SecurityBulletinIDs = @(); MsrcSeverity = $Severity; IsInstalled = $false
        InstallationBehavior = [pscustomobject]@{ RebootBehavior = 2 }; MoreInfoUrls = @(); SupportUrl = 'http://support.example'
    }
    foreach ($key in $More.Keys) { $update[$key] = $More[$key] }
    [pscustomobject]$update
}

# A new agent behind the module, whose search gives these updates.
function New-Agent([ResultCode]$Code, [object[]]$Updates = @(), [object[]]$Warnings = @()) {
    $agent = @{ Manager = [FakeManager]::new(); Session = [FakeSession]::new() }
    $agent.Session.Searcher.Result = [pscustomobject]@{ ResultCode = $Code; Updates = $Updates; Warnings = $Warnings }
    Set-Api 'Runwright.Scan' @{
        ServiceManager = { $agent.Manager }.GetNewClosure()
        Session        = { $agent.Session }.GetNewClosure()
        Computer       = { 'EX01' }
        Now            = { [datetime]::new(2026, 8, 20, 3, 4, 0, [DateTimeKind]::Utc) }
        File           = { param($Path) if ($Path -notlike '*missing*') { [pscustomobject]@{ Length = 700000000L; LastWriteTimeUtc = [datetime]::new(2026, 8, 11, 18, 0, 0) } } }
        Signature      = { [pscustomobject]@{ Status = [DayOfWeek]::Friday; SignerCertificate = $null } }
    }
    $agent
}

Case 'a computer that misses nothing is clean, and the catalogue is taken away again' {
    $agent = New-Agent Succeeded
    $scan = Invoke-RwUpdateScan -CataloguePath C:\Scan\wsusscn2.cab
    Assert-Equal @('computer', 'scanned_at', 'catalog_date', 'source', 'complete', 'updates', 'checks', 'grade', 'result', 'code') @($scan.PSObject.Properties.Name)
    Assert-Has @{ computer = 'EX01'; source = 'wua'; complete = $true; updates = @(); checks = @(); grade = $null; result = 'clean'; code = 0 } $scan
    Assert-Equal 'Utc' ([string]$scan.catalog_date.Kind)
    Assert-Equal 'Offline Sync Service|C:\Scan\wsusscn2.cab|1' $agent.Manager.Asked
    Assert-Equal 3 $agent.Session.Searcher.ServerSelection
    Assert-Equal 'svc-1' $agent.Session.Searcher.ServiceID
    Assert-Equal "IsInstalled=0 and Type='Software'" $agent.Session.Searcher.Criteria
    Assert-Equal 0 $agent.Manager.Services.Count
}
foreach ($row in @('Critical', 'critical', 20), @('Important', 'critical', 20), @('Moderate', 'missing', 10), @('Low', 'missing', 10), @('', 'missing', 10)) {
    Case "a missing update of severity '$($row[0])' makes it $($row[1])" {
        $null = New-Agent Succeeded @(New-Update $row[0])
        Assert-Has @{ result = $row[1]; code = $row[2] } (Invoke-RwUpdateScan -CataloguePath c.cab)
    }
}
Case 'an update is shown in the common shape' {
    $null = New-Agent Succeeded @(New-Update 'Important' @{ SecurityBulletinIDs = @('MS14-066', 'MS14-067'); MoreInfoUrls = @('http://a.example', 'http://b.example') })
    $update = (Invoke-RwUpdateScan -CataloguePath c.cab).updates[0]
    Assert-Equal ([ordered]@{ id = 'u1'; kb = @('5031356'); bulletin = 'MS14-066'; title = 'Security Update'; severity = 3; installed = $false; approved = $null; reboot_required = $true; url = 'http://a.example' }) $update
    $null = New-Agent Succeeded @(New-Update '' @{ InstallationBehavior = $null; SupportUrl = '' })
    Assert-Has @{ bulletin = $null; severity = 0; reboot_required = $false; url = $null } (Invoke-RwUpdateScan -CataloguePath c.cab).updates[0]
}
Case 'a search with errors is incomplete, never clean, and its warnings are passed on' {
    $null = New-Agent SucceededWithErrors @() @([pscustomobject]@{ HResult = -2145107924; Message = 'The server name is not resolved.'; Context = 1 })
    $streams = Get-Streams { Invoke-RwUpdateScan -CataloguePath c.cab @args }
    Assert-Has @{ complete = $false; result = 'incomplete'; code = 30 } $streams.Output[0]
    Assert-Equal @('0x8024402C: The server name is not resolved.') $streams.Warnings
}
foreach ($code in 'Failed', 'Aborted') {
    Case "a search that $code is an error, and the catalogue is taken away" {
        $agent = New-Agent $code
        Assert-Fails 'ScanFailed' $code { Invoke-RwUpdateScan -CataloguePath c.cab }
        Assert-Equal 0 $agent.Manager.Services.Count
    }
}
Case 'a search that throws names the code, and the catalogue is taken away' {
    $agent = New-Agent Succeeded
    $agent.Session.Searcher.Failure = [FakeAgentError]::new('invalid criteria', -2145124302)
    Assert-Fails 'UpdateAgentFailed' '0x80240032' { Invoke-RwUpdateScan -CataloguePath c.cab }
    Assert-Equal 0 $agent.Manager.Services.Count
}
Case 'that the catalogue may not be taken away is only a warning' {
    $agent = New-Agent Succeeded
    $agent.Manager.RemoveError = [FakeAgentError]::new('Access is denied.', -2147024891)
    $streams = Get-Streams { Invoke-RwUpdateScan -CataloguePath c.cab @args }
    Assert-Equal 'clean' $streams.Output[0].result
    Assert-Equal 0 $streams.Errors.Count
    if ($streams.Warnings[0] -notmatch '0x80070005') { throw "warned $($streams.Warnings)" }
}
Case 'that it cannot be taken away for another reason is an error beside the result' {
    $agent = New-Agent Succeeded
    $agent.Manager.RemoveError = [FakeAgentError]::new('odd', -2145124345)
    $streams = Get-Streams { Invoke-RwUpdateScan -CataloguePath c.cab @args }
    Assert-Equal 'clean' $streams.Output[0].result
    Assert-Equal 'ScanServiceLeft,Invoke-RwUpdateScan' $streams.Errors[0].FullyQualifiedErrorId
}
Case 'who may not add a catalogue is denied, and nothing is removed that was not added' {
    $agent = New-Agent Succeeded
    $agent.Manager.AddError = [FakeAgentError]::new('Access is denied.', -2147024891)
    $agent.Manager.RemoveError = [FakeAgentError]::new('must not be called', -1)
    Assert-Fails 'AccessDenied' '0x80070005' { Invoke-RwUpdateScan -CataloguePath c.cab }
}
Case 'another computer is refused before anything is done; this one by name is not' {
    $agent = New-Agent Succeeded
    Assert-Fails 'RemoteScanImpossible' 'EX02' { Invoke-RwUpdateScan -ComputerName EX02 -CataloguePath c.cab }
    Assert-Equal $null $agent.Manager.Asked
    foreach ($name in 'ex01', 'EX01.contoso.com', 'localhost', '.') { Assert-Equal 0 (Invoke-RwUpdateScan -ComputerName $name -CataloguePath c.cab).code }
}
Case 'a catalogue that is not there' {
    $null = New-Agent Succeeded
    Assert-Fails 'CatalogueNotFound' 'missing.cab' { Invoke-RwUpdateScan -CataloguePath missing.cab }
    Assert-Has @{ Exists = $false; AgeDays = $null; SignatureStatus = $null; Signer = $null; SizeBytes = $null } (Get-RwScanCatalogue -Path missing.cab)
}
Case 'a catalogue shows its age in whole days and its signature' {
    $null = New-Agent Succeeded
    $certificate = [Security.Cryptography.X509Certificates.CertificateRequest]::new('CN=Microsoft Windows, O=Microsoft Corporation, C=US', [Security.Cryptography.RSA]::Create(2048), 'SHA256', [Security.Cryptography.RSASignaturePadding]::Pkcs1).CreateSelfSigned([datetimeoffset]'2026-01-01', [datetimeoffset]'2027-01-01')
    Set-Api 'Runwright.Scan' @{ Signature = { [pscustomobject]@{ Status = 'Valid'; SignerCertificate = $certificate } }.GetNewClosure() }
    Assert-Has @{ Exists = $true; AgeDays = 8; SignatureStatus = 'Valid'; Signer = 'Microsoft Corporation'; SizeBytes = 700000000L } (Get-RwScanCatalogue -Path c.cab)
}
