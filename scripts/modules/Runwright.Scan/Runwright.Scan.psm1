#requires -Version 5.1
# A scan by the Windows Update Agent with an offline catalogue. The agent takes a catalogue only from a process on its own computer.
Set-StrictMode -Version Latest

# All that the module touches outside of itself; tests put other objects in its place.
$script:Api = @{
    ServiceManager = { New-Object -ComObject Microsoft.Update.ServiceManager }
    Session        = { New-Object -ComObject Microsoft.Update.Session }
    Computer       = { [Environment]::MachineName }
    Now            = { [datetime]::UtcNow }
    File           = { param([string]$Path) if ([IO.File]::Exists($Path)) { [IO.FileInfo]::new($Path) } }
    Signature      = { param([string]$Path) Get-AuthenticodeSignature -LiteralPath $Path }
}

foreach ($file in 'Errors.ps1', 'Files.ps1') { . ([IO.Path]::Combine([IO.Path]::GetDirectoryName($PSScriptRoot), 'shared', $file)) }

$script:AccessDenied = -2147024891      # E_ACCESSDENIED, 0x80070005

function Get-RwScanCatalogue {
    <#
    .SYNOPSIS
    Shows what is known of a scan catalogue (wsusscn2.cab).
    .DESCRIPTION
    AgeDays are whole days since the file was written. SignatureStatus is Valid if Windows trusts the signature; Signer is the
    organisation in the signer's certificate. Of a file that is not there all but Path and Exists is null.
    .PARAMETER Path
    The catalogue's file.
    .OUTPUTS
    Runwright.ScanCatalogue
    .EXAMPLE
    Get-RwScanCatalogue -Path C:\Scan\wsusscn2.cab
    #>
    [CmdletBinding(PositionalBinding = $false)]
    [OutputType('Runwright.ScanCatalogue')]
    param(
        [Parameter(Mandatory)] [string]$Path
    )
    $file = & $script:Api.File $Path
    $there = $null -ne $file
    $signature = if ($there) { & $script:Api.Signature $Path } else { $null }
    [pscustomobject]@{
        PSTypeName      = 'Runwright.ScanCatalogue'
        Path            = $Path
        Exists          = $there
        AgeDays         = if ($there) { [int][Math]::Floor(((& $script:Api.Now) - $file.LastWriteTimeUtc).TotalDays) } else { $null }
        SignatureStatus = if ($there) { [string]$signature.Status } else { $null }
        Signer          = if ($there) { Get-RwSigner $signature.SignerCertificate } else { $null }
        SizeBytes       = if ($there) { [long]$file.Length } else { $null }
    }
}

function Invoke-RwUpdateScan {
    <#
    .SYNOPSIS
    Scans this computer for missing updates with an offline catalogue.
    .DESCRIPTION
    Hands the catalogue to the Windows Update Agent, searches for what is not installed, and takes the catalogue away again whatever
    happens. Gives one object in the scanners' common shape. A search that succeeded with errors is not complete, and what is not complete
    is never clean; a search that failed is the error ScanFailed. The grade of the older scanner does not exist here: it is null, and
    there are no checks.
    .PARAMETER ComputerName
    Only this computer's own name, or nothing: the agent takes no catalogue from afar (error RemoteScanImpossible). Use a connection to the
    computer itself.
    .PARAMETER CataloguePath
    The catalogue's file (wsusscn2.cab) on this computer.
    .OUTPUTS
    Runwright.Scan
    .EXAMPLE
    Invoke-RwUpdateScan -CataloguePath C:\Scan\wsusscn2.cab
    #>
    [CmdletBinding(PositionalBinding = $false)]
    [OutputType('Runwright.Scan')]
    param(
        [string]$ComputerName,
        [Parameter(Mandatory)] [string]$CataloguePath
    )
    $computer = & $script:Api.Computer
    $manager = $null
    $service = $null
    try {
        if (@('', '.', 'localhost', $computer) -notcontains $ComputerName -and -not $ComputerName.StartsWith("$computer.", [StringComparison]::OrdinalIgnoreCase)) {
            Stop-RwFunction "The Windows Update Agent of $ComputerName takes a catalogue only from a process on that computer." 'RemoteScanImpossible' NotImplemented $ComputerName
        }
        if ($null -eq (& $script:Api.File $CataloguePath)) { Stop-RwFunction "There is no scan catalogue $CataloguePath." 'CatalogueNotFound' ObjectNotFound $CataloguePath }
        $manager = & $script:Api.ServiceManager
        $service = $manager.AddScanPackageService('Offline Sync Service', $CataloguePath, 1)
        $session = & $script:Api.Session
        $session.ClientApplicationID = 'Runwright'
        $searcher = $session.CreateUpdateSearcher()
        $searcher.ServerSelection = 3           # the service named by ServiceID
        $searcher.ServiceID = $service.ServiceID
        $found = $searcher.Search("IsInstalled=0 and Type='Software'")
        if (@(2, 3) -notcontains [int]$found.ResultCode) {
            Stop-RwFunction "The search ended with $(Get-RwResultName $found.ResultCode). $(@(Get-RwWarningTexts $found.Warnings) -join ' ')".TrimEnd() 'ScanFailed' InvalidResult $CataloguePath
        }
        foreach ($text in Get-RwWarningTexts $found.Warnings) { Write-Warning -Message $text }
        ConvertTo-RwScan $computer $service $found
    } catch {
        $PSCmdlet.ThrowTerminatingError((ConvertTo-RwScanError $_ $CataloguePath))
    } finally {
        if ($null -ne $service) { Remove-RwScanService $manager $service.ServiceID $PSCmdlet }
    }
}

# That the agent refuses to let a catalogue go is known of it and does no harm; anything else is an error beside the result.
function Remove-RwScanService($Manager, $ServiceId, $Caller) {
    try { [void]$Manager.RemoveService($ServiceId) } catch {
        $cause = Get-RwCause $_.Exception
        $text = "The scan catalogue's service $ServiceId could not be removed ($(ConvertTo-RwHex $cause.HResult)): $($cause.Message)"
        if ($cause.HResult -eq $script:AccessDenied -or $cause -is [UnauthorizedAccessException]) { Write-Warning -Message $text }
        else { $Caller.WriteError((New-RwErrorRecord -Message $text -Id 'ScanServiceLeft' -Category CloseError -Target $ServiceId -Cause $cause)) }
    }
}

function ConvertTo-RwScanError([Management.Automation.ErrorRecord]$Record, $Target) {
    if (Test-RwOwnError $Record) { return $Record }
    $cause = Get-RwCause $Record.Exception
    $denied = $cause.HResult -eq $script:AccessDenied
    New-RwErrorRecord -Message "The Windows Update Agent failed ($(ConvertTo-RwHex $cause.HResult)): $($cause.Message)" -Id $(if ($denied) { 'AccessDenied' } else { 'UpdateAgentFailed' }) -Category $(if ($denied) { 'PermissionDenied' } else { 'NotSpecified' }) -Target $Target -Cause $cause
}

function Get-RwResultName([int]$Code) {
    @('NotStarted', 'InProgress', 'Succeeded', 'SucceededWithErrors', 'Failed', 'Aborted')[$Code]
}

function Get-RwWarningTexts($Warnings) {
    foreach ($warning in $Warnings) { "$(ConvertTo-RwHex $warning.HResult): $($warning.Message)" }
}

function ConvertTo-RwScan([string]$Computer, $Service, $Found) {
    $complete = [int]$Found.ResultCode -eq 2
    $updates = @(foreach ($update in $Found.Updates) { ConvertTo-RwScanUpdate $update })
    $worst = -1
    foreach ($update in $updates) { if (-not $update.installed -and $update.severity -gt $worst) { $worst = $update.severity } }
    $result = if (-not $complete) { 'incomplete' } elseif ($worst -ge 3) { 'critical' } elseif ($worst -ge 0) { 'missing' } else { 'clean' }
    [pscustomobject]@{
        PSTypeName   = 'Runwright.Scan'
        computer     = $Computer
        scanned_at   = & $script:Api.Now
        catalog_date = ConvertTo-RwUtc $Service.IssueDate
        source       = 'wua'
        complete     = $complete
        updates      = $updates
        checks       = @()
        grade        = $null
        result       = $result
        code         = @{ clean = 0; missing = 10; critical = 20; incomplete = 30 }[$result]
    }
}

function ConvertTo-RwScanUpdate($Update) {
    $behaviour = $Update.InstallationBehavior
    $urls = @(foreach ($url in $Update.MoreInfoUrls) { [string]$url })
    $bulletins = @(foreach ($bulletin in $Update.SecurityBulletinIDs) { [string]$bulletin })
    $url = if ($urls.Count) { $urls[0] } else { [string]$Update.SupportUrl }
    [pscustomobject]@{
        id              = [string]$Update.Identity.UpdateID
        kb              = @(foreach ($article in $Update.KBArticleIDs) { [string]$article })
        bulletin        = if ($bulletins.Count) { $bulletins[0] } else { $null }
        title           = [string]$Update.Title
        severity        = [Math]::Max(0, [Array]::IndexOf(@('', 'Low', 'Moderate', 'Important', 'Critical'), [string]$Update.MsrcSeverity))
        installed       = [bool]$Update.IsInstalled
        approved        = $null
        reboot_required = [bool]($null -ne $behaviour -and [int]$behaviour.RebootBehavior -ne 0)
        url             = if ($url -ne '') { $url } else { $null }
    }
}
